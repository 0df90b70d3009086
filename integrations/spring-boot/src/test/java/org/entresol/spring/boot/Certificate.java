package org.entresol.spring.boot;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A key and its own certificate, as the texts that Redis and Spring Boot read, made by the JDK's
 * tool.
 *
 * @param certificate the file of the certificate
 * @param key the file of the key
 */
record Certificate(Path certificate, Path key) {
  private static final String PASSWORD = "changeit";

  static Certificate in(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("keys.p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString());
    command.addAll(
        List.of(
            ("-genkeypair -alias redis -keyalg EC -groupname secp256r1 -validity 2"
                    + " -dname CN=localhost -ext san=ip:127.0.0.1 -storetype PKCS12 -storepass "
                    + PASSWORD)
                .split(" ", -1)));
    command.addAll(List.of("-keystore", store.toString()));
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.txt").toFile())
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IllegalStateException("keytool: " + exit);
    }
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    return new Certificate(
        written(
            folder.resolve("certificate.pem"),
            "CERTIFICATE",
            keys.getCertificate("redis").getEncoded()),
        written(
            folder.resolve("key.pem"),
            "PRIVATE KEY",
            keys.getKey("redis", PASSWORD.toCharArray()).getEncoded()));
  }

  private static Path written(Path file, String title, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(title, text));
  }
}
