package io.cloudstate.tck.runner.cli.targets;

import io.cloudstate.tck.runner.cli.exit.CouldNotRunException;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.relay.Forward;
import io.cloudstate.tck.runner.relay.Relay;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a run starts in a container between itself and those of its targets. */
@Command(
    name = "relay",
    hidden = true,
    description =
        "Passes on what comes in at ports, until it is ended. A run starts this by itself where it cannot reach a container.",
    mixinStandardHelpOptions = true)
public final class RelayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "PORT=HOST:PORT", description = "From where to where.")
  private List<String> forwards = new ArrayList<>();

  @Override
  @SuppressWarnings("try") // the relay is held for its closing
  public Integer call() throws UsageException, CouldNotRunException, InterruptedException {
    List<Forward> all = new ArrayList<>();
    for (String text : forwards) {
      try {
        all.add(Forward.parse(text));
      } catch (IllegalArgumentException notOne) {
        throw new UsageException(String.valueOf(notOne.getMessage()));
      }
    }
    try (Relay relay = Relay.start(all)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(Relay.LISTENING);
      out.flush();
      new CountDownLatch(1).await();
      return ExitStatus.CONFORMS;
    } catch (IOException taken) {
      throw new CouldNotRunException("a port cannot be opened: " + taken.getMessage(), taken);
    }
  }
}
