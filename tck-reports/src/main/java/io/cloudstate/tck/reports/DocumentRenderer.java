package io.cloudstate.tck.reports;

import java.io.IOException;
import java.io.Writer;

/** Turns a whole document, complete or not, into text. */
@FunctionalInterface
interface DocumentRenderer {

  void render(ResultDocument document, Writer out) throws IOException;
}
