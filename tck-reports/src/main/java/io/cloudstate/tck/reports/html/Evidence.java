package io.cloudstate.tck.reports.html;

import io.cloudstate.tck.reports.document.Fact;
import io.cloudstate.tck.reports.document.FrameView;
import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.RequirementResult;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.StepView;
import io.cloudstate.tck.reports.file.JsonLines;
import io.cloudstate.tck.reports.text.LogExcerpt;
import io.cloudstate.tck.reports.text.TextBudget;
import io.cloudstate.tck.reports.text.VisibleText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The evidence of all scenarios for the page's own script: lines of JSON, compressed as they come,
 * in blocks small enough that a browser opens one at once. Nothing else of it stays in memory.
 * Every text in it went through {@link VisibleText}.
 */
final class Evidence {

  private static final int BLOCK = 96 * 1024;
  private static final int MOST_FRAMES = 300;
  private static final int MOST_HEX = 2 * 4096;
  private static final long SCENARIO_BUDGET = 1_000_000;
  private static final long REPORT_BUDGET = 16L * 1024 * 1024;

  private final List<byte[]> blocks = new ArrayList<>();
  private long compressed;
  private @Nullable Block open;

  /** Where a scenario's line is. */
  record Place(int block, int line) {}

  private static final class Block {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DeflaterOutputStream lines = new DeflaterOutputStream(bytes);
    private int size;
    private int count;
  }

  /** Takes the evidence of one scenario. */
  Place add(ScenarioResult scenario) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    // What is over the budget of the whole report is still there, in short.
    TextBudget budget = new TextBudget(compressed < REPORT_BUDGET ? SCENARIO_BUDGET : 0);
    try (JsonGenerator json = JsonLines.MAPPER.createGenerator(line)) {
      new Line(json, budget).write(scenario);
    }
    line.write('\n');
    Block block = open;
    if (block == null) {
      block = new Block();
      open = block;
    }
    line.writeTo(block.lines);
    block.size += line.size();
    Place place = new Place(blocks.size(), block.count++);
    if (block.size >= BLOCK) {
      blocks();
    }
    return place;
  }

  /** The compressed blocks so far; what comes later goes into a new one. */
  List<byte[]> blocks() throws IOException {
    Block block = open;
    if (block != null) {
      block.lines.close();
      blocks.add(block.bytes.toByteArray());
      compressed += block.bytes.size();
      open = null;
    }
    return List.copyOf(blocks);
  }

  /** Writes one line. */
  private record Line(JsonGenerator json, TextBudget budget) {

    void write(ScenarioResult scenario) {
      json.writeStartObject();
      text("topology", scenario.topology());
      text("hash", scenario.hash());
      json.writeNumberProperty("started", scenario.startedMicros());
      text("rerun", scenario.rerun());
      text("trace", scenario.trace());
      MismatchView mismatch = scenario.mismatch();
      if (mismatch != null) {
        json.writeObjectPropertyStart("mismatch");
        mismatch(mismatch);
        json.writeEndObject();
      }
      json.writeArrayPropertyStart("branches");
      scenario.branches().forEach(branch -> json.writeString(budget.visible(branch)));
      json.writeEndArray();
      json.writeArrayPropertyStart("verified");
      for (RequirementResult result : scenario.requirements()) {
        json.writeStartObject();
        text("id", result.id());
        text("shown", result.shown().name());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayPropertyStart("steps");
      scenario.steps().forEach(this::step);
      json.writeEndArray();
      frames(scenario);
      if (!scenario.log().isEmpty()) {
        json.writeStringProperty("log", LogExcerpt.of(scenario.log()));
      }
      json.writeEndObject();
    }

    private void mismatch(MismatchView mismatch) {
      json.writeNumberProperty("step", mismatch.step());
      text("blame", mismatch.blame());
      text("path", mismatch.path());
      text("expectedJson", mismatch.expectedJson());
      text("actualJson", mismatch.actualJson());
      Integer frame = mismatch.frame();
      if (frame != null) {
        json.writeNumberProperty("frame", frame);
      }
      json.writeArrayPropertyStart("differences");
      for (MismatchView.Difference difference : mismatch.differences()) {
        json.writeStartObject();
        text("path", difference.path());
        text("expected", difference.expected());
        text("actual", difference.actual());
        json.writeEndObject();
      }
      json.writeEndArray();
    }

    private void step(StepView step) {
      json.writeStartObject();
      json.writeNumberProperty("number", step.number());
      text("written", step.written());
      text("state", step.state().name());
      json.writeArrayPropertyStart("expanded");
      step.expanded().forEach(line -> json.writeString(budget.visible(line)));
      json.writeEndArray();
      json.writeEndObject();
    }

    /** The first ones, and the diverging one in any case. */
    private void frames(ScenarioResult scenario) {
      MismatchView mismatch = scenario.mismatch();
      Integer diverging = mismatch == null ? null : mismatch.frame();
      int left = 0;
      json.writeArrayPropertyStart("frames");
      for (int i = 0; i < scenario.frames().size(); i++) {
        FrameView frame = scenario.frames().get(i);
        if (diverging != null && diverging == frame.seq()) {
          // Whatever came before it used up.
          new Line(json, new TextBudget(SCENARIO_BUDGET)).frame(frame);
        } else if (i < MOST_FRAMES) {
          frame(frame);
        } else {
          left++;
        }
      }
      json.writeEndArray();
      json.writeNumberProperty("framesLeft", left);
    }

    private void frame(FrameView frame) {
      json.writeStartObject();
      json.writeNumberProperty("seq", frame.seq());
      json.writeNumberProperty("micros", frame.micros());
      text("from", frame.from());
      text("to", frame.to());
      text("stream", frame.stream());
      text("kind", frame.kind());
      // The script makes a better summary of a message that it has whole.
      if (frame.json() == null
          || frame.json().length() > VisibleText.LIMIT
          || !frame.kind().equals("message")) {
        text("summary", frame.summary());
      }
      text("json", frame.json());
      String hex = frame.hex();
      if (hex != null) {
        json.writeStringProperty("hex", budget.start(hex, MOST_HEX));
      }
      json.writeNumberProperty("size", frame.size());
      text("status", frame.status());
      List<Fact> headers = frame.headers();
      if (headers != null && !headers.isEmpty()) {
        json.writeArrayPropertyStart("headers");
        for (Fact header : headers) {
          json.writeStartObject();
          text("name", header.name());
          text("value", header.value());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }

    private void text(String name, @Nullable String value) {
      if (value != null) {
        json.writeStringProperty(name, budget.visible(value));
      }
    }
  }
}
