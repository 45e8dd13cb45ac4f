import io.cloudstate.tck.model.service.ReferenceServiceMain;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A candidate with something wrong with it, named by its argument, to see what the kit says of such. */
final class Broken {

  private static final Map<String, Fault> FAULTS =
      Map.of(
          "exits", Broken::exits,
          "never-listens", Broken::neverListens,
          "never-answers", Broken::neverAnswers,
          "wrong-port", Broken::wrongPort,
          "floods", Broken::floods,
          "hungry", Broken::hungry,
          "nosy", Broken::nosy);

  private Broken() {}

  private interface Fault {
    void show() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Fault fault = args.length == 1 ? FAULTS.get(args[0]) : null;
    if (fault == null) {
      System.err.println("broken: one argument is expected, of " + FAULTS.keySet());
      System.exit(2);
    }
    fault.show();
  }

  private static void exits() {
    System.out.println("broken: no configuration was found");
    System.exit(3);
  }

  private static void neverListens() throws InterruptedException {
    System.out.println("broken: thinking about it");
    new CountDownLatch(1).await();
  }

  private static void neverAnswers() throws Exception {
    List<Socket> held = new ArrayList<>();
    try (ServerSocket server = new ServerSocket(port())) {
      while (true) {
        held.add(server.accept());
      }
    }
  }

  private static void wrongPort() throws Exception {
    try (ServerSocket server = new ServerSocket(port() + 1)) {
      System.out.println("broken: listening on " + server.getLocalPort());
      server.accept();
    }
  }

  /** Serves as it should, and never stops talking; without line ends half of the time. */
  private static void floods() throws InterruptedException {
    Thread talking =
        new Thread(
            () -> {
              String word = "broken: and another thing ".repeat(40);
              for (long i = 0; true; i++) {
                System.out.print(i % 1000 < 500 ? word + i + "\n" : word);
              }
            });
    talking.setDaemon(true);
    talking.start();
    ReferenceServiceMain.main(new String[0]);
  }

  private static void hungry() {
    List<byte[]> eaten = new ArrayList<>();
    System.out.println("broken: hungry");
    while (true) {
      byte[] more = new byte[1 << 20];
      java.util.Arrays.fill(more, (byte) 1);
      eaten.add(more);
    }
  }

  /** Serves as it should, having tried to look out: what it could reach it writes to its log. */
  private static void nosy() throws Exception {
    Set<String> addresses = new LinkedHashSet<>(List.of("1.1.1.1:53", "8.8.8.8:443"));
    String port = System.getenv("NOSY_PORT");
    if (port != null) {
      // The engine's machine is the first on a network, where it is on it.
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address.isSiteLocalAddress())
          .map(address -> address.getHostAddress().replaceFirst("\\d+$", "1"))
          .forEach(machine -> addresses.add(machine + ":" + port));
    }
    for (String address : addresses) {
      String[] parts = address.split(":");
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), 1000);
        System.out.println("nosy: reached " + address);
      } catch (Exception refused) {
        System.out.println("nosy: " + address + ": " + refused);
      }
    }
    try {
      System.out.println("nosy: resolved " + InetAddress.getByName("example.com"));
    } catch (Exception unknown) {
      System.out.println("nosy: example.com: " + unknown);
    }
    ReferenceServiceMain.main(new String[0]);
  }

  private static int port() {
    return Integer.parseInt(System.getenv("PORT"));
  }
}
