package io.cloudstate.tck.runner.deploy;

import io.cloudstate.tck.model.proxy.ReferenceProxy;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Takes what the embedded proxy logs, which would else be written among the runner's own lines. */
final class ProxyLog extends Handler {

  private final Log log = new Log();
  private final Logger logger = Logger.getLogger(ReferenceProxy.class.getPackageName());

  private ProxyLog() {}

  static ProxyLog capture() {
    ProxyLog handler = new ProxyLog();
    handler.logger.setUseParentHandlers(false);
    handler.logger.addHandler(handler);
    return handler;
  }

  Log log() {
    return log;
  }

  @Override
  public void publish(LogRecord entry) {
    Throwable thrown = entry.getThrown();
    log.add(entry.getLevel() + " " + entry.getMessage() + (thrown == null ? "" : ": " + thrown));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
