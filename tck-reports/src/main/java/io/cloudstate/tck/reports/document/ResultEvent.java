package io.cloudstate.tck.reports.document;

/**
 * One line of the result document, in the order in which it becomes known: a header, the scenarios
 * as they end, a footer. A document without a footer is incomplete.
 */
public sealed interface ResultEvent permits RunHeader, ScenarioResult, RunFooter {}
