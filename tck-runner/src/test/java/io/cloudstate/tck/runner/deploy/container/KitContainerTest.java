package io.cloudstate.tck.runner.deploy.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the kit runs in a container, and in which, as the operating system's tables say. */
final class KitContainerTest {

  private static final String ID = "a28f".repeat(16);

  @TempDir private Path folder = Path.of(".");

  private Path mounts(String... lines) throws IOException {
    return Files.writeString(folder.resolve("mountinfo"), String.join("\n", lines) + "\n");
  }

  @Test
  void itsFolderIsInTheMountOfItsHostName() throws Exception {
    Path mounts =
        mounts(
            "95 78 254:0 /home/me /work rw,relatime - ext4 /dev/vda rw",
            "97 78 254:0 /var/lib/docker/containers/" + ID + "/hostname /etc/hostname rw - ext4 x");
    assertThat(KitContainer.id(mounts)).contains(ID);
  }

  @Test
  void anEngineWithoutRootMountsLikewise() throws Exception {
    Path mounts =
        mounts(
            "97 78 0:30 /containers/overlay-containers/"
                + ID
                + "/userdata/hosts /etc/hosts rw - x");
    assertThat(KitContainer.id(mounts)).contains(ID);
  }

  @Test
  void aFolderOfContainersThatIsMountedIsNoSign() throws Exception {
    Path mounts =
        mounts("97 78 254:0 /var/lib/docker/containers/" + ID + "/x /data/hostname rw - ext4 x");
    assertThat(KitContainer.id(mounts)).isEmpty();
    assertThat(KitContainer.id(folder.resolve("none"))).isEmpty();
  }
}
