package io.cloudstate.tck.runner;

/** What ci/images builds. */
public final class Images {

  public static final String SERVICE = "cloudstate-tck/reference-service:local";
  public static final String PROXY = "cloudstate-tck/reference-proxy:local";
  public static final String BROKEN = "cloudstate-tck/broken:local";
  public static final String JAVA_SUPPORT = "cloudstate-tck/java-support:local";

  /** What relays are made of. */
  public static final String KIT = "cloudstate-tck/kit:local";

  private Images() {}
}
