package io.cloudstate.tck.model.proxy.front;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import io.cloudstate.tck.model.proxy.routing.Caller;
import io.cloudstate.tck.model.proxy.routing.Outcome;
import io.cloudstate.tck.model.proxy.routing.Requests;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import java.util.Optional;
import java.util.concurrent.Executor;

/** A caller over HTTP who gets each message as a line of JSON, or as an event of it. */
final class JsonStream implements Caller {
  private final Executor loop;
  private final HttpResponseWriter response;
  private final HttpErrors errors;
  private final Form form;
  private final Printer printer;

  // Answers and the client's end come on different threads.
  private Optional<Requests> requests = Optional.empty();
  private boolean begun;
  private boolean ended;
  private boolean ready = true;

  /**
   * @param loop where the response is written, in the middle of nobody else's
   */
  JsonStream(
      Executor loop, HttpResponseWriter response, HttpErrors errors, Form form, Printer printer) {
    this.loop = loop;
    this.response = response;
    this.errors = errors;
    this.form = form;
    this.printer = printer;
  }

  /** How messages are told apart. */
  enum Form {
    LINES("application/json; charset=utf-8", "", "\n"),
    EVENTS("text/event-stream", "data: ", "\n\n");

    private final String type;
    private final String before;
    private final String after;

    Form(String type, String before, String after) {
      this.type = type;
      this.before = before;
      this.after = after;
    }
  }

  /** Makes JSON of a message. */
  interface Printer {
    String print(ByteString message) throws InvalidProtocolBufferException;
  }

  /** Begins the call with its one message, and tells it of what the client does. */
  void serve(Requests call, ByteString message) {
    synchronized (this) {
      requests = Optional.of(call);
    }
    var unused =
        response
            .whenComplete()
            .whenComplete(
                (done, gone) -> {
                  if (gone != null
                      && end()
                      && !errors.defects().contains(ProxyDefect.HTTP_CANCEL_KEPT)) {
                    call.cancelled();
                  }
                });
    call.next(message);
    call.halfClosed();
  }

  @Override
  public synchronized void reply(Outcome.Replied reply) {
    if (ended) {
      return;
    }
    String text;
    try {
      text = printer.print(reply.message());
    } catch (InvalidProtocolBufferException e) {
      fail(Outcome.failed("the reply has no JSON form: " + e.getMessage()));
      return;
    }
    begin();
    ready = false;
    HttpData data = HttpData.ofUtf8(form.before + text + form.after);
    loop.execute(
        () -> {
          if (response.tryWrite(data)) {
            var unused = response.whenConsumed().thenRun(this::consumed);
          }
        });
  }

  @Override
  public synchronized void complete() {
    if (end()) {
      begin();
      loop.execute(response::close);
    }
  }

  /** What has begun can only be broken off; before that, the client is told why. */
  @Override
  public synchronized void fail(Outcome.Failed failure) {
    if (end()) {
      loop.execute(
          begun
              ? () -> response.close(failure.status().asException())
              : () -> response.close(errors.of(failure.status())));
    }
  }

  @Override
  public synchronized boolean isReady() {
    return ready;
  }

  @Override
  public void pull() {}

  private void consumed() {
    Optional<Requests> waiting;
    synchronized (this) {
      ready = true;
      waiting = requests;
    }
    waiting.ifPresent(Requests::ready);
  }

  private void begin() {
    if (!begun) {
      begun = true;
      ResponseHeaders headers =
          ResponseHeaders.of(HttpStatus.OK, HttpHeaderNames.CONTENT_TYPE, form.type);
      loop.execute(() -> response.write(headers));
    }
  }

  /** Whether this is the first end. */
  private synchronized boolean end() {
    boolean first = !ended;
    ended = true;
    return first;
  }
}
