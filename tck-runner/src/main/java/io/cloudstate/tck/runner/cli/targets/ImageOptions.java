package io.cloudstate.tck.runner.cli.targets;

import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.deploy.container.ContainerOptions;
import io.cloudstate.tck.runner.deploy.container.Isolation;
import io.cloudstate.tck.runner.deploy.container.Limits;
import io.cloudstate.tck.runner.deploy.container.Pull;
import io.cloudstate.tck.runner.deploy.container.SideOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How targets of the form image: are run. */
public final class ImageOptions {

  private static final int LAST_PORT = 65535;
  private static final List<String> WAY_BACK = List.of("--bind", "--advertise");
  private static final List<String> EITHER =
      List.of("--pull", "--memory", "--cpus", "--pids", "--isolation");

  @Option(
      names = "--service-port",
      paramLabel = "PORT",
      description = "image: where the candidate listens in its container. Default: 8080.")
  private @Nullable Integer servicePort;

  @Option(
      names = "--proxy-port",
      paramLabel = "PORT",
      description = "image: where the proxy listens in its container. Default: 9000.")
  private @Nullable Integer proxyPort;

  @Option(
      names = "--service-env",
      paramLabel = "K=V",
      description = "image: a variable of the candidate's environment. May be repeated.")
  private List<String> serviceEnv = new ArrayList<>();

  @Option(
      names = "--proxy-env",
      paramLabel = "K=V",
      description = "image: a variable of the proxy's environment. May be repeated.")
  private List<String> proxyEnv = new ArrayList<>();

  @Option(
      names = "--service-arg",
      paramLabel = "ARG",
      description = "image: an argument of the candidate's entry point. May be repeated.")
  private List<String> serviceArgs = new ArrayList<>();

  @Option(
      names = "--proxy-arg",
      paramLabel = "ARG",
      description = "image: an argument of the proxy's entry point. May be repeated.")
  private List<String> proxyArgs = new ArrayList<>();

  @Option(
      names = "--pull",
      paramLabel = "WHEN",
      description = "image: fetch it never, if missing, or always. Default: missing.")
  private @Nullable String pull;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "image: memory of each container, for example 512m. Default: 1g.")
  private @Nullable String memory;

  @Option(
      names = "--cpus",
      paramLabel = "N",
      description = "image: processors of each container, for example 1.5. Default: all.")
  private @Nullable Double cpus;

  @Option(
      names = "--pids",
      paramLabel = "N",
      description = "image: processes and threads of each container. Default: 1024.")
  private @Nullable Long pids;

  @Option(
      names = "--isolation",
      paramLabel = "HOW",
      description =
          "image: internal (no way out of the container but to the kit, which is on its network), relayed (likewise, through a container between, of the kit's image), published (ports on loopback, the way out is open), or auto. Default: auto, which is internal where the engine is on this machine or the kit in a container of it, else relayed.")
  private @Nullable String isolation;

  @Option(
      names = "--bind",
      paramLabel = "HOST",
      description =
          "image: the address of this machine at which the kit listens for the proxy. Default: the one that only the proxy's network has, or all where there is none.")
  private @Nullable String bind;

  @Option(
      names = "--advertise",
      paramLabel = "HOST",
      description =
          "image: the address of this machine, as containers of the engine know it. Default: host.docker.internal.")
  private @Nullable String advertise;

  /** Whether an option is about the candidate as an image. */
  public static boolean isOfService(String option) {
    return option.startsWith("--service-") || EITHER.contains(option);
  }

  /** Whether an option is about the proxy as an image. */
  public static boolean isOfProxy(String option) {
    return option.startsWith("--proxy-") || WAY_BACK.contains(option) || EITHER.contains(option);
  }

  /** Read; an option without an image that it is about is a mistake. */
  public ContainerOptions read(boolean serviceIsImage, boolean proxyIsImage) throws UsageException {
    List<String> given = words();
    for (int i = 0; i < given.size(); i += 2) {
      String option = given.get(i);
      if (option.startsWith("--service")) {
        needs(option, "--service", serviceIsImage);
      } else if (option.startsWith("--proxy") || WAY_BACK.contains(option)) {
        needs(option, "--proxy", proxyIsImage);
      } else {
        needs(option, "--service or --proxy", serviceIsImage || proxyIsImage);
      }
    }
    return new ContainerOptions(
        new SideOptions(
            port("--service-port", servicePort, SideOptions.service().port()),
            environment("--service-env", serviceEnv),
            serviceArgs),
        new SideOptions(
            port("--proxy-port", proxyPort, SideOptions.proxy().port()),
            environment("--proxy-env", proxyEnv),
            proxyArgs),
        choice("--pull", pull, Pull.MISSING, Pull.values()),
        limits(),
        choice("--isolation", isolation, Isolation.AUTO, Isolation.values()),
        Optional.ofNullable(bind),
        Optional.ofNullable(advertise));
  }

  private static void needs(String option, String target, boolean isImage) throws UsageException {
    if (!isImage) {
      throw new UsageException(
          option + " is about containers; it needs " + target + " image:NAME.");
    }
  }

  private static int port(String option, @Nullable Integer given, int usual) throws UsageException {
    if (given != null && (given < 1 || given > LAST_PORT)) {
      throw new UsageException(
          option + " " + given + ": a port is a number from 1 to " + LAST_PORT + ".");
    }
    return given == null ? usual : given;
  }

  private static Map<String, String> environment(String option, List<String> given)
      throws UsageException {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String variable : given) {
      int equals = variable.indexOf('=');
      if (equals < 1) {
        throw new UsageException(
            option + " \"" + variable + "\" is no NAME=VALUE, for example LOG_LEVEL=debug.");
      }
      environment.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    return environment;
  }

  private static <E extends Enum<E>> E choice(
      String option, @Nullable String given, E usual, E[] all) throws UsageException {
    if (given == null) {
      return usual;
    }
    List<String> known = new ArrayList<>();
    for (E each : all) {
      String name = each.name().toLowerCase(Locale.ROOT);
      if (name.equals(given)) {
        return each;
      }
      known.add(name);
    }
    throw new UsageException(
        option + " \"" + given + "\" is not known. Known are: " + String.join(", ", known) + ".");
  }

  private Limits limits() throws UsageException {
    Limits usual = Limits.usual();
    Double processors = cpus;
    if (processors != null && !(processors >= 0.01 && processors < 100_000)) {
      throw new UsageException(
          "--cpus " + processors + ": a number of processors is 0.01 or more, for example 1.5.");
    }
    Long processes = pids;
    if (processes != null && processes < 1) {
      throw new UsageException("--pids " + processes + ": at least 1 process runs.");
    }
    try {
      return new Limits(
          memory == null ? usual.memoryBytes() : Limits.memory(memory),
          processes == null ? usual.pids() : processes,
          processors == null ? usual.cpus() : OptionalDouble.of(processors));
    } catch (IllegalArgumentException noAmount) {
      throw new UsageException("--memory " + noAmount.getMessage());
    }
  }

  /** As given, in pairs of option and value, for a rerun. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    word(words, "--service-port", servicePort);
    word(words, "--proxy-port", proxyPort);
    serviceEnv.forEach(each -> word(words, "--service-env", each));
    proxyEnv.forEach(each -> word(words, "--proxy-env", each));
    serviceArgs.forEach(each -> word(words, "--service-arg", each));
    proxyArgs.forEach(each -> word(words, "--proxy-arg", each));
    word(words, "--pull", pull);
    word(words, "--memory", memory);
    word(words, "--cpus", cpus);
    word(words, "--pids", pids);
    word(words, "--isolation", isolation);
    word(words, "--bind", bind);
    word(words, "--advertise", advertise);
    return words;
  }

  private static void word(List<String> words, String option, @Nullable Object value) {
    if (value != null) {
      words.add(option);
      words.add(value.toString());
    }
  }
}
