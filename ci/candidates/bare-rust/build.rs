//! Compiles the protocols zip, unpacked by `build`, into Rust and into the descriptor set that discovery answers with.

use std::{env, error::Error, fs, path::PathBuf};

const PROTO: &str = "out/proto";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={PROTO}");
    let mut compiler = protox::Compiler::new([PROTO])?;
    compiler.include_imports(true).open_files([
        "cloudstate/entity.proto",
        "cloudstate/event_sourced.proto",
        "cloudstate/value_entity.proto",
        "cloudstate/tck/model/eventsourced.proto",
        "cloudstate/tck/model/valueentity.proto",
    ])?;
    // Encoded here, since prost's own FileDescriptorSet forgets options that it does not know, such as `entity_key`.
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("descriptors.bin"), compiler.encode_file_descriptor_set())?;
    // Messages know their names, so that `Any` can be packed and unpacked by type.
    let mut config = tonic_prost_build::Config::new();
    config.enable_type_names().type_name_domain(["."], "type.googleapis.com");
    tonic_prost_build::configure()
        .build_client(false)
        .include_file("protocols.rs")
        .compile_fds_with_config(compiler.file_descriptor_set(), config)?;
    Ok(())
}
