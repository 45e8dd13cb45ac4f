package io.cloudstate.tck.specs.read;

import static io.cloudstate.tck.specs.read.ThemeText.direct;
import static io.cloudstate.tck.specs.read.ThemeText.lines;
import static io.cloudstate.tck.specs.read.ThemeText.proxied;
import static io.cloudstate.tck.specs.read.ThemeText.scripted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cloudstate.tck.specs.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the shorthands for messages to and from actions become. */
final class ActionExpansionTest {

  private static final String MODEL = "cloudstate.tck.model.action.ActionTckModel";

  private static List<String> action(String theme) {
    return lines(ThemeText.of(MODEL, theme));
  }

  private static String json(String text) {
    return ThemeText.json(
        text.replace("MODEL", MODEL)
            .replace("TYPE/", "type.googleapis.com/cloudstate.tck.model.action."));
  }

  @Test
  void aUnaryCallIsOneMessageAndOneAnswer() {
    String theme =
        direct(
            """
            - command: { ProcessUnary: { groups: [{ steps: [{ reply: { message: A } }] }] } }
              metadata: { k: v }
            - reply: { message: A }
              metadata: { k: any }
              effects: [{ ActionTwo/Call: { id: x }, synchronous: true, metadata: { a: b } }]
            - command: { ProcessUnary: {} }
            - fail: no
              effects: [{ ActionTwo/Call: {} }]
            - command: { ProcessUnary: {} }
            - forward: { ActionTwo/Call: {} }
            - command: { ProcessUnary: {} }
            - nothing
            - command: { ProcessUnary: {} }
            - failure
            """);

    assertThat(action(theme))
        .containsExactly(
            json(
                "ActionTckModel: on a new stream, send {'serviceName':'MODEL','name':'ProcessUnary',"
                    + "'metadata':{'k':'v'},'payload':{'@type':'TYPE/Request',"
                    + "'groups':[{'steps':[{'reply':{'message':'A'}}]}]}}"),
            json(
                "ActionTckModel: expect from the service {'reply':{'payload':{'@type':'TYPE/Response',"
                    + "'message':'A'},'metadata':{'k':'any'}},'sideEffects':[{'serviceName':"
                    + "'cloudstate.tck.model.action.ActionTwo','commandName':'Call','payload':"
                    + "{'@type':'TYPE/OtherRequest','id':'x'},'metadata':{'a':'b'},"
                    + "'synchronous':true}]}   [ES-05]"),
            json(
                "ActionTckModel: on a new stream, send {'serviceName':'MODEL','name':'ProcessUnary',"
                    + "'payload':{'@type':'TYPE/Request'}}"),
            json(
                "ActionTckModel: expect from the service {'failure':{'commandId':'any',"
                    + "'description':'no'},'sideEffects':[{'serviceName':"
                    + "'cloudstate.tck.model.action.ActionTwo','commandName':'Call','payload':"
                    + "{'@type':'TYPE/OtherRequest'}}]}   [ES-05]"),
            json(
                "ActionTckModel: on a new stream, send {'serviceName':'MODEL','name':'ProcessUnary',"
                    + "'payload':{'@type':'TYPE/Request'}}"),
            json(
                "ActionTckModel: expect from the service {'forward':{'serviceName':"
                    + "'cloudstate.tck.model.action.ActionTwo','commandName':'Call','payload':"
                    + "{'@type':'TYPE/OtherRequest'}}}   [ES-05]"),
            json(
                "ActionTckModel: on a new stream, send {'serviceName':'MODEL','name':'ProcessUnary',"
                    + "'payload':{'@type':'TYPE/Request'}}"),
            "ActionTckModel: expect from the service {}   [ES-05]",
            json(
                "ActionTckModel: on a new stream, send {'serviceName':'MODEL','name':'ProcessUnary',"
                    + "'payload':{'@type':'TYPE/Request'}}"),
            json(
                "ActionTckModel: expect from the service {'failure':{'commandId':'any',"
                    + "'description':'any','restart':'any'}}   [ES-05]"));
  }

  @Test
  void aStreamIsOpenedWithoutPayloadAndPayloadsFollow() {
    String steps =
        """
        - open: ProcessStreamed
          metadata: { k: v }
        - payload: { groups: [] }
          metadata: { p: q }
        - reply: { message: A }
        - halfClose
        - end: OK
        """;

    assertThat(action(direct(steps)))
        .containsExactly(
            json(
                "ActionTckModel: on a new stream, send {'serviceName':'MODEL',"
                    + "'name':'ProcessStreamed','metadata':{'k':'v'}}"),
            json(
                "ActionTckModel: send {'payload':{'@type':'TYPE/Request','groups':[]},"
                    + "'metadata':{'p':'q'}}"),
            json(
                "ActionTckModel: expect from the service {'reply':{'payload':"
                    + "{'@type':'TYPE/Response','message':'A'}}}   [ES-05]"),
            "ActionTckModel: half-close",
            "ActionTckModel: expect the end with status OK   [ES-05]");
  }

  /** The rpc is what tells streams apart, and a proxy may repeat the names. */
  @Test
  void onTheWireTheRpcIsExpectedAndNamesMayComeAgain() {
    String theme =
        proxied(
            """
            - call: { ProcessStreamedIn: [{ groups: [] }, {}] }
              returns: { message: A }
            - wire:
                - in: { open: ProcessStreamedIn }
                - in: { payload: { groups: [] } }
                - in: halfClose
                - out: { reply: { message: A } }
            """);

    assertThat(action(theme))
        .containsExactly(
            json("call 1: call MODEL.ProcessStreamedIn by grpc with {'groups':[]}, {}"),
            json(
                "ActionTckModel: on a new stream, expect from the proxy by"
                    + " cloudstate.action.ActionProtocol/handleStreamedIn"
                    + " {'serviceName':'MODEL','name':'ProcessStreamedIn'}   [ES-05]"),
            json(
                "ActionTckModel: expect from the proxy {'payload':{'@type':'TYPE/Request',"
                    + "'groups':[]},'serviceName':'any','name':'any'}   [ES-05]"),
            "ActionTckModel: expect that the proxy half-closes   [ES-05]",
            json(
                "ActionTckModel: expect from the service {'reply':{'payload':"
                    + "{'@type':'TYPE/Response','message':'A'}}}   [ES-05]"),
            json("call 1: expect that it returns {'message':'A'}   [ES-05]"));
  }

  @Test
  void eachKindOfMethodHasItsRpc() {
    assertThat(
            ThemeText.read(
                    ThemeText.of(
                        MODEL,
                        direct(
                            """
                            - command: { ProcessUnary: {} }
                            - command: { ProcessStreamedOut: {} }
                            - open: ProcessStreamedIn
                            - payload: {}
                            - open: ProcessStreamed
                            - silence
                            """)))
                .steps())
        .filteredOn(planned -> planned.step() instanceof Step.Send)
        .extracting(planned -> ((Step.Send) planned.step()).rpc().replaceFirst(".*/", ""))
        .containsExactly(
            "handleUnary",
            "handleStreamedOut",
            "handleStreamedIn",
            "handleStreamedIn",
            "handleStreamed");
  }

  /** What opens a call raw says what comes of it, as far as it names a method. */
  @Test
  void aRawFrameWithAnRpcOpensACall() {
    List<Step.Planned> steps =
        ThemeText.read(
                ThemeText.of(
                    MODEL,
                    direct(
                        """
                        - command: { ProcessUnary: {} }
                        - nothing
                        - send: { serviceName: cloudstate.tck.model.action.ActionTwo, name: Call }
                          rpc: handleStreamed
                        - send: { payload: { typeUrl: t, value: AAE= } }
                        - reply: { message: A }
                        - send: { name: Nobody }
                          rpc: handleUnary
                        - expect: { failure: any }
                        """)))
            .steps();

    assertThat(steps)
        .filteredOn(planned -> planned.step() instanceof Step.Send)
        .extracting(planned -> (Step.Send) planned.step())
        .extracting(Step.Send::rpc, Step.Send::fresh)
        .containsExactly(
            tuple(rpc("handleUnary"), true),
            tuple(rpc("handleStreamed"), true),
            tuple(rpc("handleStreamed"), false),
            tuple(rpc("handleUnary"), true));
  }

  private static String rpc(String name) {
    return "cloudstate.action.ActionProtocol/" + name;
  }

  @Test
  void waysStartFromTheSameCall() {
    String theme =
        scripted(
            """
            - call: { ProcessUnary: {} }
              fails: any
            - serve:
                - in: { command: { ProcessUnary: {} } }
                - either:
                    unary: [{ in: { command: { ProcessUnary: {} } } }, { out: nothing }]
                    streamed: [{ in: { command: { ProcessStreamedOut: {} } } }, { out: nothing }]
            """);

    Step.Either either =
        (Step.Either) ThemeText.read(ThemeText.of(MODEL, theme)).steps().get(2).step();
    assertThat(either.branches())
        .extracting(branch -> ((Step.Send) branch.steps().get(1).step()).rpc())
        .containsExactly(rpc("handleUnary"), rpc("handleStreamedOut"));
  }

  /** Its traffic cannot be told from that of others, so it runs alone; that is no mistake. */
  @Test
  void noTokenNeedStandInAPayload() {
    assertThat(
            action(
                proxied(
                    """
                    - call: { ProcessUnary: {} }
                      returns: {}
                    - wire: [{ in: { command: { ProcessUnary: {} } } }]
                    """)))
        .hasSize(3);
  }

  @Test
  void anEventOfAnyTypeIsThePayloadItself() {
    assertThat(
            lines(
                    ThemeText.of(
                        "cloudstate.tck.model.eventlogeventing.EventLogSubscriberModel",
                        direct(
                            """
                            - command: { ProcessAnyEvent: { typeUrl: json.cloudstate.io/T, value: AAE= } }
                            - reply: any
                            """)))
                .get(0))
        .contains("\"payload\":{\"typeUrl\":\"json.cloudstate.io/T\",\"value\":\"AAE=\"}");
  }

  @Test
  void theCallEndsWithItsOneAnswerUnlessAnEndFollows() {
    String theme =
        scripted(
            """
            - serve:
                - in: { command: { ProcessUnary: {} } }
                - out: { reply: { message: well } }
                - in: { command: { ProcessUnary: {} } }
                - out: { end: INTERNAL }
                - in: { open: ProcessStreamedIn }
                - out: { reply: { message: badly } }
                - out: { end: INTERNAL }
                - in: { command: { ProcessStreamedOut: {} } }
                - out: { reply: { message: first of many } }
            """);

    assertThat(ThemeText.read(ThemeText.of(MODEL, theme)).steps())
        .extracting(Step.Planned::step)
        .filteredOn(Step.Send.class::isInstance)
        .extracting(step -> ((Step.Send) step).ends())
        .containsExactly(true, false, false);
  }
}
