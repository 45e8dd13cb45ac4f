package io.cloudstate.tck.runner.cli.scenarios;

import io.cloudstate.tck.specs.Profile;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.Topology;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The order in which somebody who builds a library makes scenarios pass. First what needs no proxy;
 * there, discovery, then one part of the protocol after the other; within a part, each scenario
 * asks for as little as possible that those before it did not.
 */
public final class StepByStep {

  private static final List<Topology> TOPOLOGIES = List.of(Topology.values());
  private static final List<Profile> PARTS = List.of(Profile.values());

  /** By the scenario's id: a scenario itself is long to compare. */
  private final Map<String, Set<String>> words = new HashMap<>();

  private final Set<String> known = new HashSet<>();

  private StepByStep(List<Scenario> scenarios) {
    scenarios.forEach(scenario -> words.put(scenario.id(), Words.of(scenario)));
  }

  /** The same scenarios in that order. */
  public static List<Scenario> order(List<Scenario> scenarios) {
    StepByStep steps = new StepByStep(scenarios);
    Map<Integer, List<Scenario>> stages =
        scenarios.stream()
            .collect(Collectors.groupingBy(StepByStep::stage, TreeMap::new, Collectors.toList()));
    return stages.values().stream().flatMap(stage -> steps.easiestFirst(stage).stream()).toList();
  }

  /** Whom it takes, and then which part of the protocol: none for discovery, else the last. */
  private static int stage(Scenario scenario) {
    int part =
        Profile.of(scenario).stream()
            .mapToInt(profile -> PARTS.indexOf(profile) + 1)
            .max()
            .orElse(0);
    return TOPOLOGIES.indexOf(scenario.topology()) * (PARTS.size() + 1) + part;
  }

  private List<Scenario> easiestFirst(List<Scenario> stage) {
    List<Scenario> left = new ArrayList<>(stage);
    List<Scenario> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      Scenario next =
          Collections.min(
              left,
              Comparator.comparingLong(this::newWords)
                  .thenComparingInt(scenario -> scenario.steps().size())
                  .thenComparing(Scenario::id));
      left.remove(next);
      ordered.add(next);
      known.addAll(wordsOf(next));
    }
    return ordered;
  }

  private long newWords(Scenario scenario) {
    return wordsOf(scenario).stream().filter(word -> !known.contains(word)).count();
  }

  private Set<String> wordsOf(Scenario scenario) {
    return words.getOrDefault(scenario.id(), Set.of());
  }

  /** What a scenario asks for, each thing a word: kinds of steps, entities, fields, endings. */
  private static final class Words {

    private final Set<String> words = new HashSet<>();

    static Set<String> of(Scenario scenario) {
      Words words = new Words();
      scenario.services().forEach(words::add);
      words.steps(scenario.steps());
      return words.words;
    }

    /** A second time is more than a first; a third is not. */
    private void add(String word) {
      if (!words.add(word)) {
        words.add(word + ", again");
      }
    }

    private void steps(List<Step.Planned> steps) {
      steps.forEach(planned -> step(planned.step()));
    }

    private void step(Step step) {
      add(step.getClass().getSimpleName());
      if (step instanceof Step.Either either) {
        either.branches().forEach(branch -> steps(branch.steps()));
      } else if (step instanceof Step.Send send) {
        add(send.rpc());
        pattern(send.frame());
      } else if (step instanceof Step.Call call) {
        add(call.via().name());
        add(call.method().getFullName());
        call.requests().forEach(this::pattern);
        call.headers().keySet().forEach(this::add);
      } else if (step instanceof Step.CallSend send) {
        pattern(send.request());
      } else if (step instanceof Step.Finish finish) {
        add(finish.code());
      } else if (step instanceof Step.Befall befall) {
        add(befall.who().word() + " " + befall.fate().word());
      } else if (step instanceof Step.StartProxy start) {
        pattern(start.spec());
      } else if (step instanceof Step.ExpectFrame expect) {
        pattern(expect.frame());
        expect.saves().values().forEach(this::add);
      } else if (step instanceof Step.ExpectEnd expect) {
        add(expect.ending().getClass().getSimpleName());
      } else if (step instanceof Step.ExpectMessage expect) {
        pattern(expect.message());
      } else if (step instanceof Step.ExpectOutcome expect) {
        add(expect.outcome().getClass().getSimpleName());
        if (expect.outcome() instanceof Step.CallOutcome.Returns returns) {
          pattern(returns.response());
        }
      } else if (step instanceof Step.ExpectSpec expect) {
        add(expect.rule().name());
      }
    }

    private void pattern(Pattern pattern) {
      if (pattern instanceof Pattern.Fields message) {
        message
            .fields()
            .forEach(
                (field, value) -> {
                  add(field.getFullName());
                  pattern(value);
                });
      } else if (pattern instanceof Pattern.Packed packed) {
        add(packed.typeUrl());
        pattern(packed.content());
      } else if (pattern instanceof Pattern.Items items) {
        items.items().forEach(this::pattern);
      } else if (pattern instanceof Pattern.OneOf one) {
        one.patterns().forEach(this::pattern);
      } else if (pattern instanceof Pattern.Not not) {
        pattern(not.pattern());
      } else if (pattern instanceof Pattern.Transition transition) {
        pattern(transition.before());
        pattern(transition.after());
      } else {
        // That a value is text, a number or left open asks for nothing of its own.
        add(pattern.getClass().getSimpleName());
      }
    }
  }
}
