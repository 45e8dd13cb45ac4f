package io.cloudstate.tck.runner.cli.tap;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Show;
import io.cloudstate.tck.specs.match.Types;
import java.util.Locale;
import java.util.Map;

/** Live traffic in words: a line an event, with its time, its stream and its direction. */
final class LiveText {

  private static final int LONGEST = 4_000;
  private static final String IN = "->";
  private static final String OUT = "<-";

  private final Show show;

  LiveText(Types types) {
    this.show = new Show(types, new Bindings(Map.of()));
  }

  /** The proxy is at the left. */
  String line(TraceEvent event) {
    return Console.visible(
        String.format(Locale.ROOT, "%9.3f  %s", event.nanos() / 1e9, words(event.what())), LONGEST);
  }

  private String words(Happening what) {
    if (what instanceof Happening.OnStream onStream) {
      return onStream(onStream);
    }
    if (what instanceof Happening.Discovered discovered) {
      return "discovery " + IN + " " + decoded(ProxyInfo.getDescriptor(), discovered.request());
    }
    if (what instanceof Happening.Returned returned) {
      return "discovery " + OUT + " " + returned.message().map(this::spec).orElse(status(returned));
    }
    if (what instanceof Happening.Reported reported) {
      return "discovery " + IN + " reports an error: " + reported.message();
    }
    return what instanceof Happening.Note note ? note.text() : what.toString();
  }

  private static String status(Happening.Returned returned) {
    return "status " + returned.code() + " " + returned.description();
  }

  /** Without the descriptors, which are bytes. */
  private String spec(ByteString answer) {
    try {
      return show.message(EntitySpec.parseFrom(answer).toBuilder().clearProto().build());
    } catch (InvalidProtocolBufferException otherBytes) {
      return unreadable(EntitySpec.getDescriptor(), answer);
    }
  }

  private String onStream(Happening.OnStream what) {
    String stream = "#" + what.instance() + " ";
    if (what instanceof Happening.Opened opened) {
      return stream
          + IN
          + " opens "
          + opened.rpc()
          + " for "
          + opened.channel().service()
          + " "
          + opened.channel().idTemplate();
    }
    if (what instanceof Happening.Message message) {
      Descriptor type = what.channel().type().frames(message.side());
      return stream + (message.side() == Side.IN ? IN : OUT) + " " + decoded(type, message.bytes());
    }
    if (what instanceof Happening.HalfClosed) {
      return stream + IN + " half-close";
    }
    if (what instanceof Happening.Cancelled) {
      return stream + IN + " cancel";
    }
    return what instanceof Happening.Finished finished
        ? stream + OUT + " end with status " + finished.code() + " " + finished.description()
        : stream + what;
  }

  private String decoded(Descriptor type, ByteString bytes) {
    try {
      return show.message(DynamicMessage.parseFrom(type, bytes));
    } catch (InvalidProtocolBufferException otherBytes) {
      return unreadable(type, bytes);
    }
  }

  private static String unreadable(Descriptor type, ByteString bytes) {
    return bytes.size() + " bytes that are no " + type.getName();
  }
}
