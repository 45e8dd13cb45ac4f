package io.cloudstate.tck.runner;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
final class ArchitectureTest {

  private static final String ROOT = "io.cloudstate.tck.";
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT + "specs", ROOT + "model", ROOT + "reports", ROOT + "runner");

  private static void holds(ArchRule rule) {
    rule.check(PRODUCT);
  }

  private static ArchRule apart(String from, String... to) {
    String[] packages = new String[to.length];
    for (int i = 0; i < to.length; i++) {
      packages[i] = ROOT + to[i] + "..";
    }
    return noClasses()
        .that()
        .resideInAPackage(ROOT + from + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }

  @Test
  void allModulesAreLookedAt() {
    assertThat(PRODUCT.that(alwaysTrue()).stream().map(c -> c.getPackageName()).distinct())
        .contains(
            ROOT + "specs",
            ROOT + "specs.read",
            ROOT + "model.proxy",
            ROOT + "model.service",
            ROOT + "reports.document",
            ROOT + "reports.format",
            ROOT + "runner.deploy",
            ROOT + "runner.judge",
            ROOT + "runner.cli");
  }

  @Test
  void specsModelAndReportsDoNotKnowEachOtherNorTheRunner() {
    holds(apart("specs", "model", "reports", "runner"));
    holds(apart("model", "specs", "reports", "runner"));
    holds(apart("reports", "specs", "model", "runner"));
  }

  @Test
  void reportsDoNotKnowTheProtocol() {
    holds(apart("reports", "protocol"));
  }

  @Test
  void specsKnowNeitherGrpcNorClocksNorTheNetwork() {
    holds(pure("specs"));
  }

  @Test
  void theJudgeKnowsNeitherGrpcNorClocksNorTheNetwork() {
    holds(pure("runner.judge"));
    holds(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "runner.judge..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis"));
  }

  private static ArchRule pure(String name) {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.grpc..", "io.netty..", "java.net..", "java.util.concurrent..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Instant.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class);
  }

  @Test
  void onlyDeploymentKnowsTheReferencePair() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "runner..")
            .and()
            .resideOutsideOfPackage(ROOT + "runner.deploy..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "model.."));
  }

  @Test
  void theReferenceProxyIsPutTogetherOfPartsThatDoNotKnowIt() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "model.proxy.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "model.proxy"));
  }

  @Test
  void partsOfTheReferenceProxyMeetInRouting() {
    holds(proxyApart("routing", "front", "entities", "action", "eventing", "persistence"));
    holds(proxyApart("front", "entities", "action", "eventing", "persistence"));
    holds(proxyApart("entities", "front", "action", "eventing"));
    holds(proxyApart("action", "front", "entities", "eventing", "persistence"));
    holds(proxyApart("eventing", "front", "entities"));
  }

  private static ArchRule proxyApart(String from, String... to) {
    return apart(
        "model.proxy." + from,
        Arrays.stream(to).map(part -> "model.proxy." + part).toArray(String[]::new));
  }

  @Test
  void layersOfTheRunnerPointDownwards() {
    holds(apart("runner.trace", "runner.cli", "runner.engine", "runner.judge", "runner.report"));
    holds(apart("runner.judge", "runner.cli", "runner.engine", "runner.report", "runner.wire"));
    holds(apart("runner.wire", "runner.cli", "runner.engine", "runner.report", "runner.judge"));
    holds(apart("runner.engine", "runner.cli", "runner.report", "reports"));
    holds(apart("runner.deploy", "runner.cli", "runner.engine", "runner.report", "runner.judge"));
    holds(apart("runner.report", "runner.cli"));
  }

  @Test
  void layersOfTheReportsPointDownwards() {
    String[] upwards = {
      "reports.text",
      "reports.document",
      "reports.file",
      "reports.verdict",
      "reports.html",
      "reports.reference",
      "reports.site",
      "reports.format"
    };
    for (int i = 0; i < upwards.length - 1; i++) {
      holds(apart(upwards[i], Arrays.copyOfRange(upwards, i + 1, upwards.length)));
    }
    holds(apart("reports.verdict", "reports.file"));
    holds(apart("reports.reference", "reports.document", "reports.file", "reports.verdict"));
    holds(apart("reports.site", "reports.reference"));
    holds(apart("reports.format", "reports.reference", "reports.site"));
    holds(
        classes()
            .that()
            .resideInAPackage(ROOT + "reports")
            .should()
            .haveSimpleName("package-info")
            .because("a class beside the packages would escape their order"));
  }

  @Test
  void packagesHaveNoCycles() {
    holds(slices().matching(ROOT + "runner.(*)..").should().beFreeOfCycles());
    holds(slices().matching(ROOT + "specs.(*)..").should().beFreeOfCycles());
    holds(slices().matching(ROOT + "model.(*)..").should().beFreeOfCycles());
    holds(slices().matching(ROOT + "model.proxy.(*)..").should().beFreeOfCycles());
    holds(slices().matching(ROOT + "reports.(*)..").should().beFreeOfCycles());
  }

  @Test
  void theCommandLineIsOnTopOfItsPartsWhichHaveNoCycles() {
    holds(slices().matching(ROOT + "runner.cli.(*)..").should().beFreeOfCycles());
    holds(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "runner.cli.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "runner.cli"));
  }

  @Test
  void nobodySleeps() {
    holds(
        noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class)
            .orShould()
            .callMethod(java.util.concurrent.TimeUnit.class, "sleep", long.class));
  }

  @Test
  void noClassIsAGrabBag() {
    holds(classes().should().haveNameNotMatching(".*(Util|Utils|Manager|Helper|Helpers)$"));
  }
}
