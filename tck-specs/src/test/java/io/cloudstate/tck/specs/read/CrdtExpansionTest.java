package io.cloudstate.tck.specs.read;

import static io.cloudstate.tck.specs.read.ThemeText.direct;
import static io.cloudstate.tck.specs.read.ThemeText.json;
import static io.cloudstate.tck.specs.read.ThemeText.lines;
import static io.cloudstate.tck.specs.read.ThemeText.proxied;
import static io.cloudstate.tck.specs.read.ThemeText.scripted;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the shorthands for frames of CRDTs become. */
final class CrdtExpansionTest {

  private static String crdt(String theme) {
    return ThemeText.of("CrdtTckModel", theme)
        .replace("topology:", "crdt: GCounter\n    topology:");
  }

  private static final String TEXT = "{'@type':'p.cloudstate.io/string','value':'a'}";

  @Test
  void theMainServicesIdsBeginWithTheTypeAndNoOthers() {
    assertThat(
            lines(
                crdt(
                    direct(
                        """
                        - init
                        - init:
                          on: b
                        - init:
                          on: CrdtTckModel/c
                        - init:
                          on: CrdtTwo/t
                        - command: { Process: {} }
                          on: b
                        - streamCancelled: 3
                          on: b
                        - silence
                        """))))
        .extracting(line -> line.replaceFirst("^.*\"entityId\":\"([^\"]*)\".*$", "$1"))
        .startsWith(
            "GCounter-${entity}",
            "GCounter-${entity}-b",
            "GCounter-${entity}-c",
            "${entity}-t",
            "GCounter-${entity}-b",
            "GCounter-${entity}-b");
  }

  @Test
  void channelsAreNamedByTheSuffixAlone() {
    assertThat(lines(crdt(direct("- init:\n  on: b\n- silence:\n  on: b\n"))).get(1))
        .startsWith("CrdtTckModel/b: ");
  }

  @Test
  void whatComesFromElsewhereNeedsNoAnswer() {
    assertThat(
            lines(
                crdt(
                    direct(
                        """
                        - init: { delta: { gcounter: { increment: 2 } } }
                        - delta: { gcounter: { increment: 3 } }
                        - deleted
                        - silence
                        """))))
        .containsSubsequence(
            json("CrdtTckModel: send {'delta':{'gcounter':{'increment':3}}}"),
            "CrdtTckModel: send {\"delete\":{}}");
  }

  @Test
  void answersSayWhatBecomesOfTheState() {
    List<String> lines =
        lines(
            crdt(
                direct(
                    """
                    - init
                    - command: { Process: {} }
                    - reply: any
                      update: { gset: { added: [a] } }
                      consistency: MAJORITY
                    - command: { Process: {} }
                    - fail: no
                      change: { from: {}, to: { orset: { added: [a] } } }
                    - command: { Process: {} }
                    - reply: any
                      delete: true
                    - command: { Process: {} }
                    - reply: any
                      update: any
                    """)));

    assertThat(lines.get(2))
        .contains(
            json(
                "'stateAction':{'writeConsistency':'MAJORITY','update':{'gset':{'added':["
                    + TEXT
                    + "]}}}"));
    assertThat(lines.get(4))
        .contains(
            json(
                "'stateAction':{'update':{'(a delta from)':{},'(to)':{'orset':{'added':["
                    + TEXT
                    + "]}}}}"));
    assertThat(lines.get(6)).contains("\"stateAction\":{\"delete\":{}}");
    assertThat(lines.get(8)).contains("\"stateAction\":{\"update\":\"any\"}");
  }

  @Test
  void streamedMessagesAndCancellationsAreNumberedByTheirCommand() {
    List<String> lines =
        lines(
            crdt(
                direct(
                    """
                    - init
                    - command: { ProcessStreamed: {} }
                    - command: { Process: {} }
                    - reply: {}
                      commandId: 2
                    - reply: {}
                      streamed: true
                    - reply: { state: { gcounter: { value: 1 } } }
                      streamedTo: 1
                      effects: [{ CrdtTwo/Call: {} }]
                      endStream: true
                    - nothing:
                      streamedTo: 1
                    - fail: any
                      streamedTo: 1
                    - streamCancelled: 1
                    - cancelled: 1
                      update: { gcounter: { increment: 1 } }
                      effects: []
                    """)));

    assertThat(lines.get(4))
        .contains(json("{'reply':{'commandId':1,"))
        .contains("\"streamed\":true");
    assertThat(lines.get(5))
        .startsWith(
            json(
                "CrdtTckModel: expect from the service {'streamedMessage':{'commandId':1,"
                    + "'clientAction':{'reply':{'payload':{'@type':"
                    + "'type.googleapis.com/cloudstate.tck.model.crdt.Response','state':"
                    + "{'gcounter':{'value':1}}}}},'endStream':true,'sideEffects':[{"));
    assertThat(lines.get(6))
        .contains(json("expect from the service {'streamedMessage':{'commandId':1}}"));
    assertThat(lines.get(7))
        .contains(json("'clientAction':{'failure':{'commandId':'any','description':'any'}}"));
    assertThat(lines.get(8))
        .contains(json("{'streamCancelled':{'entityId':'GCounter-${entity}','id':1}}"));
    assertThat(lines.get(9))
        .contains(
            json(
                "{'streamCancelledResponse':{'commandId':1,'stateAction':{'update':"
                    + "{'gcounter':{'increment':1}}},'sideEffects':[]}}"));
  }

  /** How many vote is for the proxy to say, also of a vote in a map. */
  @Test
  void aServiceSaysOfAVoteOnlyItsOwn() {
    String steps =
        """
        - init
        - command: { Process: {} }
        - reply: any
          update: { ormap: { updated: [{ key: a, delta: { vote: { selfVote: true, votesFor: 2 } } }] } }
        """;

    assertThat(lines(crdt(direct(steps))).get(2))
        .contains(json("'vote':{'selfVote':true,'votesFor':2,'totalVoters':'any'}"));
    assertThat(
            lines(
                    crdt(
                        scripted(
                            """
                            - serve:
                                - in: init
                                - in: { command: { Process: {} } }
                                - out: { reply: {}, update: { vote: { selfVote: true } } }
                            """)))
                .get(2))
        .contains(json("{'update':{'vote':{'selfVote':true}}}"));
  }

  @Test
  void anInitMayHoldAnyDeltaThatMakesAState() {
    Step.ExpectFrame frame =
        (Step.ExpectFrame)
            ThemeText.read(
                    crdt(
                        proxied(
                            "- wire: [{ in: { init: { state: { gset: { added: [a] } } } } }]\n")))
                .steps()
                .get(0)
                .step();
    Pattern.Fields init = Fields.nested(frame.frame(), "init").orElseThrow();
    Pattern.Transition whole =
        (Pattern.Transition)
            Objects.requireNonNull(init.fields().get(Fields.field(init.type(), "delta")));

    assertThat(whole.before().fields()).isEmpty();
    assertThat(whole.after().fields()).hasSize(1);
    assertThat(whole.sender()).isEqualTo(Pattern.Sender.PROXY);
  }

  @Test
  void elementsHaveNoOrder() {
    Step.ExpectFrame frame =
        (Step.ExpectFrame)
            ThemeText.read(
                    crdt(
                        direct(
                            """
                            - init
                            - command: { Process: {} }
                            - reply: any
                              update: { gset: { added: [a] } }
                            """)))
                .steps()
                .get(2)
                .step();

    assertThat(frame.frame().toString()).contains("order=ANY").doesNotContain("AS_WRITTEN");
  }
}
