package com.acme.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.core.env.Environment;

/**
 * One node of a shop with Hibernate's second-level and query cache and a cache of Spring's. It runs
 * on Spring Boot 3 and 4.
 */
@SpringBootApplication
@EnableCaching
public class ShopApplication {

  /** Opens the shop, and answers each line with one that begins with {@code >}: where it is. */
  public static void main(String[] arguments) throws IOException {
    Environment environment =
        SpringApplication.run(ShopApplication.class, arguments).getEnvironment();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      System.out.println("> http://localhost:" + environment.getProperty("local.server.port"));
    }
  }
}
