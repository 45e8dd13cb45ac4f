package io.cloudstate.tck.runner.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.runner.Images;
import io.cloudstate.tck.runner.NeedsEngine;
import io.cloudstate.tck.runner.cli.Cli;
import io.cloudstate.tck.runner.deploy.container.ContainerEngine;
import io.cloudstate.tck.runner.deploy.container.Swept;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs against images, from the command line to the report. */
@NeedsEngine({Images.SERVICE, Images.PROXY, Images.BROKEN})
@Timeout(180)
final class ImageRunTest {

  private static final String SERVICE = "image:" + Images.SERVICE;
  private static final String PROXY = "image:" + Images.PROXY;
  private static final String BROKEN = "image:" + Images.BROKEN;

  @TempDir private Path folder = Path.of(".");

  private Cli run(String out, String... options) {
    List<String> args =
        new ArrayList<>(List.of("run", "--out", folder.resolve(out).toString(), "--pull", "never"));
    if (!List.of(options).contains("--timeout-scale")) {
      // Containers that start beside each other on a small machine are slow for a while.
      args.addAll(List.of("--timeout-scale", "3"));
    }
    args.addAll(List.of(options));
    return Cli.tck(args.toArray(String[]::new));
  }

  private ResultDocument results(String out) throws IOException {
    return ResultsReader.read(folder.resolve(out).resolve("results.jsonl"));
  }

  private Map<String, Outcome> outcomes(String out) throws IOException {
    Map<String, Outcome> outcomes = new TreeMap<>();
    for (ScenarioResult result : results(out).scenarios()) {
      outcomes.put(result.id(), result.outcome());
    }
    return outcomes;
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    assertThat(ContainerEngine.connect().sweepAll()).isEqualTo(new Swept(List.of(), List.of()));
  }

  @Test
  void theReferencePairAsImagesIsJudgedAsTheEmbeddedOneIs() throws Exception {
    String[] chosen = {"--include", "event-sourced/*", "--include", "discovery/*"};
    Cli images =
        run(
            "images",
            "--service",
            SERVICE,
            "--proxy",
            PROXY,
            chosen[0],
            chosen[1],
            chosen[2],
            chosen[3]);
    Cli embedded =
        Cli.tck(
            "run",
            "--out",
            folder.resolve("embedded").toString(),
            chosen[0],
            chosen[1],
            chosen[2],
            chosen[3]);
    assertThat(outcomes("images")).hasSizeGreaterThan(100).isEqualTo(outcomes("embedded"));
    assertThat(images.status()).as(images.all()).isEqualTo(embedded.status()).isZero();
  }

  @Test
  void theReportNamesTheImagesAndHowTheyWereConfined() throws Exception {
    run(
        "facts",
        "--service",
        SERVICE,
        "--proxy",
        PROXY,
        "--memory",
        "768m",
        "--include",
        "event-sourced/proxy-passivates");
    ResultDocument results = results("facts");
    assertThat(results.header().service().facts().toString())
        .contains("image id", "sha256:", "engine", "memory 768m", "no way out of its network");
    assertThat(results.header().proxy().facts().toString()).contains(Images.PROXY, "sha256:");
  }

  @Test
  void anImageServesBehindTheEmbeddedProxy() {
    Cli run =
        run(
            "mixed",
            "--service",
            SERVICE,
            "--isolation",
            "published",
            "--service-port",
            "9090",
            "--include",
            "value-entity/*");
    assertThat(run.status()).as(run.all()).isZero();
  }

  @Test
  void anImageIsTheProxyOfTheEmbeddedService() {
    Cli run =
        run(
            "mixed",
            "--proxy",
            PROXY,
            "--isolation",
            "published",
            "--proxy-port",
            "7000",
            "--include",
            "value-entity/*");
    assertThat(run.status()).as(run.all()).isZero();
  }

  @Test
  void aDefectOnTheWireIsFoundBetweenImagesToo() throws Exception {
    Cli run =
        run(
            "defect",
            "--service",
            SERVICE,
            "--proxy",
            PROXY,
            "--defect",
            "service-wire/command-id-off-by-one",
            "--include",
            "event-sourced/*");
    assertThat(run.status()).as(run.all()).isEqualTo(1);
  }

  @Test
  void anImageThatExitsIsSaidAtOnceWithItsStatusAndLastLines() {
    long before = System.nanoTime();
    Cli run = run("out", "--service", BROKEN, "--service-arg", "exits");
    assertThat(run.status()).as(run.all()).isEqualTo(3);
    assertThat(run.err()).contains("ended with status 3", "broken: no configuration was found");
    assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(20));
  }

  @Test
  void anImageThatNeverListensIsSaid() {
    Cli run =
        run("out", "--service", BROKEN, "--service-arg", "never-listens", "--timeout-scale", "0.2");
    assertThat(run.status()).as(run.all()).isEqualTo(3);
    assertThat(run.err())
        .containsPattern("within \\d+\\.\\d s")
        .contains("must listen at port 8080", "broken: thinking about it")
        .doesNotContain("instead");
  }

  @Test
  void anImageThatListensElsewhereIsToldWhereTo() {
    Cli run =
        run("out", "--service", BROKEN, "--service-arg", "wrong-port", "--timeout-scale", "0.2");
    assertThat(run.status()).as(run.all()).isEqualTo(3);
    assertThat(run.err()).contains("must listen at port 8080", "--service-port", "on 8081");
  }

  @Test
  void anImageThatNeverAnswersDoesNotConform() {
    Cli run =
        run(
            "out",
            "--service",
            BROKEN,
            "--service-arg",
            "never-answers",
            "--include",
            "event-sourced/*",
            "--timeout-scale",
            "0.5");
    assertThat(run.status()).as(run.all()).isEqualTo(1);
    assertThat(run.all()).containsPattern("did not answer discover within \\d+\\.\\d s");
  }

  @Test
  void anImageThatNeedsTooMuchMemoryIsToldSo() {
    Cli run = run("out", "--service", BROKEN, "--service-arg", "hungry", "--memory", "200m");
    assertThat(run.status()).as(run.all()).isEqualTo(3);
    assertThat(run.err()).contains("needed more memory than the 200m", "--memory");
  }

  @Test
  void anImageThatFloodsItsLogIsJudgedAllTheSame() {
    Cli run =
        run(
            "out",
            "--service",
            BROKEN,
            "--service-arg",
            "floods",
            "--cpus",
            "0.7",
            "--include",
            "event-sourced/emits-*");
    assertThat(run.status()).as(run.all()).isZero();
  }

  @Test
  void anImageThatIsNotThereIsSaidAtOnce() {
    long before = System.nanoTime();
    Cli run = run("out", "--service", "image:cloudstate-tck/no-such:1");
    assertThat(run.status()).as(run.all()).isEqualTo(3);
    assertThat(run.err())
        .contains("image:cloudstate-tck/no-such:1 is not on the engine", "--pull never");
    assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(10));
  }

  @Test
  void anEntryPointThatIsNotThereIsSaid() {
    Cli run =
        run("out", "--service", BROKEN, "--service-arg", "no-such-fault", "--timeout-scale", "0.5");
    assertThat(run.status()).as(run.all()).isEqualTo(3);
    assertThat(run.err()).contains("ended with status 2", "broken: one argument is expected");
  }

  @Test
  void moreProcessorsThanThereAreIsSaid() {
    Cli run = run("out", "--service", SERVICE, "--cpus", "4000");
    assertThat(run.status()).as(run.all()).isEqualTo(3);
    assertThat(run.err()).contains("--cpus 4000.0: the engine has only");
  }

  @Test
  void theDoctorSaysThatImagesCanBeRun() {
    Cli doctor = Cli.tck("doctor", Images.SERVICE);
    assertThat(doctor.status()).as(doctor.all()).isZero();
    assertThat(doctor.out())
        .contains("ok    engine:", "ok    way to a container", "ok    way back from a container");
  }

  @Test
  void theDoctorMissesAnImage() {
    Cli doctor = Cli.tck("doctor", "cloudstate-tck/no-such:1");
    assertThat(doctor.status()).as(doctor.all()).isEqualTo(3);
    assertThat(doctor.out()).contains("BAD   image cloudstate-tck/no-such:1", "docker pull");
  }
}
