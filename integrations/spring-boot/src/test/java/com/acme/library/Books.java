package com.acme.library;

import org.springframework.data.jpa.repository.JpaRepository;

/** The books in the database. */
public interface Books extends JpaRepository<Book, Long> {}
