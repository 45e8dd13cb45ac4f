package io.cloudstate.tck.runner.deploy.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.RemoveContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run made is removed whatever comes between. */
@Timeout(60)
final class LeftoversTest {

  private final Deque<RuntimeException> answers = new ArrayDeque<>();
  private boolean wasInterrupted;

  private static <T> T answering(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** An engine that answers each request to remove a container with the next of the answers. */
  private DockerClient engine() {
    RemoveContainerCmd command =
        answering(
            RemoveContainerCmd.class,
            (self, method, arguments) -> {
              if (method.getName().equals("exec")) {
                wasInterrupted |= Thread.currentThread().isInterrupted();
                throw answers.remove();
              }
              return self;
            });
    return answering(DockerClient.class, (self, method, arguments) -> command);
  }

  @Test
  void aLostConnectionIsTriedAgain() {
    answers.addAll(
        List.of(
            new IllegalStateException("java.net.SocketException: Broken pipe"),
            new NotFoundException("no such container")));
    new Leftovers(engine()).container("0123456789abcdef");
    assertThat(answers).isEmpty();
  }

  @Test
  void anInterruptionWaitsUntilItIsRemoved() {
    answers.add(new NotFoundException("no such container"));
    Thread.currentThread().interrupt();
    new Leftovers(engine()).container("0123456789abcdef");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(answers).isEmpty();
    assertThat(wasInterrupted).isFalse();
  }
}
