package com.acme.library;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;

/** A library with JPA, REST and the Actuator. It runs on Spring Boot 3 and 4. */
@SpringBootApplication
@EnableCaching
public class LibraryApplication {

  /** Opens the library. */
  public static void main(String[] arguments) {
    SpringApplication.run(LibraryApplication.class, arguments);
  }
}
