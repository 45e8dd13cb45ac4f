package io.cloudstate.tck.model.proxy.http;

import com.linecorp.armeria.common.FlagsProvider;
import com.linecorp.armeria.common.util.TlsEngineType;

/** Settings of Armeria that it takes only by service loading. */
public final class ArmeriaFlags implements FlagsProvider {
  private static final int ABOVE_SYSTEM_PROPERTIES = 10;

  /** Made by the service loader. */
  public ArmeriaFlags() {}

  @Override
  public int priority() {
    return ABOVE_SYSTEM_PROPERTIES;
  }

  /** An entity id may hold a semicolon, and all after it would be cut off. */
  @Override
  public Boolean allowSemicolonInPathComponent() {
    return true;
  }

  /** Nothing here speaks TLS, and looking for OpenSSL takes a tenth of a proxy's start. */
  @Override
  public TlsEngineType tlsEngineType() {
    return TlsEngineType.JDK;
  }
}
