package io.cloudstate.tck.protocol.contract;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.cloudstate.tck.protocol.EntityKeyProto;
import io.cloudstate.tck.protocol.EntityProto;
import io.cloudstate.tck.protocol.EventingProto;
import io.cloudstate.tck.protocol.LegacyEntityKeyProto;
import io.cloudstate.tck.protocol.crdt.CrdtProto;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedProto;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventlogeventingProto;
import io.cloudstate.tck.protocol.model.valueentity.ValueentityProto;
import io.cloudstate.tck.protocol.valueentity.ValueEntityProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The schema that candidates implement, once as written and once as compiled. What else this module
 * compiles (the kit's own probe services, server reflection) is no part of the contract.
 */
final class SchemaFiles {
  /** Where the protos are, seen from this module's folder, in which its tests run. */
  private static final Path SOURCES = Path.of("src", "main", "proto");

  private static final String CONTRACT = "cloudstate/";

  private SchemaFiles() {}

  /** The descriptors of every compiled file. */
  static List<FileDescriptor> compiled() {
    return List.of(
        EntityProto.getDescriptor(),
        EntityKeyProto.getDescriptor(),
        LegacyEntityKeyProto.getDescriptor(),
        EventingProto.getDescriptor(),
        EventSourcedProto.getDescriptor(),
        ValueEntityProto.getDescriptor(),
        io.cloudstate.tck.protocol.action.ActionProto.getDescriptor(),
        CrdtProto.getDescriptor(),
        EventsourcedProto.getDescriptor(),
        ValueentityProto.getDescriptor(),
        io.cloudstate.tck.protocol.model.action.ActionProto.getDescriptor(),
        io.cloudstate.tck.protocol.model.crdt.CrdtProto.getDescriptor(),
        EventlogeventingProto.getDescriptor());
  }

  /** The text of every proto, by the name under which others import it. */
  static SortedMap<String, String> written() {
    try (Stream<Path> paths = Files.walk(SOURCES)) {
      SortedMap<String, String> texts = new TreeMap<>();
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = SOURCES.relativize(path).toString().replace('\\', '/');
        if (name.startsWith(CONTRACT)) {
          texts.put(name, Files.readString(path));
        }
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the protos in " + SOURCES.toAbsolutePath(), e);
    }
  }
}
