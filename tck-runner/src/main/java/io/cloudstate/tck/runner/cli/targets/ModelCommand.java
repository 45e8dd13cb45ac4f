package io.cloudstate.tck.runner.cli.targets;

import io.cloudstate.tck.runner.deploy.ReferencePair;
import picocli.CommandLine.Command;

/** Starts one half of the reference pair, for debugging the other half against it. */
@Command(
    name = "model",
    description =
        "Starts the reference service or the reference proxy by itself, until it is interrupted.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(service | proxy)")
public final class ModelCommand {

  @Command(
      name = "service",
      description = "The reference service. Environment: HOST (127.0.0.1), PORT (8080).",
      mixinStandardHelpOptions = true)
  void service() throws InterruptedException {
    ReferencePair.serveService();
  }

  @Command(
      name = "proxy",
      description =
          "The reference proxy. Environment: HOST (127.0.0.1), HTTP_PORT (9000), USER_FUNCTION_HOST (localhost), USER_FUNCTION_PORT (8080).",
      mixinStandardHelpOptions = true)
  void proxy() throws InterruptedException {
    ReferencePair.serveProxy();
  }
}
