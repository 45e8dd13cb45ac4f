package io.cloudstate.tck.model.proxy.front;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLogProperty;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/**
 * Keeps HTTP/2 connections open while the front serves. Armeria closes one, with all its calls,
 * when a response cannot be written whole, which is so whenever a client cancels a call that it did
 * not read.
 */
@Sharable
final class SharedConnections extends ChannelOutboundHandlerAdapter {
  private volatile boolean released;

  HttpResponse kept(HttpService service, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    Channel channel = channel(context);
    if (channel != null
        && context.sessionProtocol().isMultiplex()
        && channel.pipeline().get(SharedConnections.class) == null) {
      // Last, so that it hears of a closing before those who would say so to the client.
      channel.pipeline().addLast(this);
    }
    return service.serve(context, request);
  }

  /** Cuts the client's whole connection, which only a defect does. */
  static void disconnect(ServiceRequestContext context) {
    Channel channel = channel(context);
    if (channel != null) {
      // Closed from its top, it would first let its other calls end.
      var unused = channel.pipeline().firstContext().close();
    }
  }

  private static @Nullable Channel channel(ServiceRequestContext context) {
    return context.log().ensureAvailable(RequestLogProperty.SESSION).channel();
  }

  /** From now on connections are closed by whoever wants to. */
  void release() {
    released = true;
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (released || !context.channel().isActive()) {
      var unused = context.close(promise);
    } else {
      promise.setFailure(new IllegalStateException("other calls go on"));
    }
  }
}
