package io.cloudstate.tck.reports;

final class HtmlRenderer implements DocumentRenderer {
  @Override
  public void render(ResultDocument d, java.io.Writer w) {}
}
