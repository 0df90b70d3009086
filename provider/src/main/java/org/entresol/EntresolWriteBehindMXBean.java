package org.entresol;

import java.util.List;
import javax.management.MXBean;

/**
 * The pending writes and dead letters of one cache as JMX handles them.
 *
 * <p>It is the interface of the bean that is named {@code
 * javax.cache:type=CacheWriteBehind,CacheManager=...,Cache=...} and is there as long as management
 * is enabled for a cache with {@link WriteMode#BEHIND}. How many there are, and how old, is shown
 * by {@link EntresolStatisticsMXBean}. Implementations are thread-safe. The operations throw an
 * {@link IllegalStateException} when the cache is closed, and a {@link javax.cache.CacheException}
 * when Redis cannot be reached.
 */
@MXBean
public interface EntresolWriteBehindMXBean {

  /**
   * Writes all that is pending now, and returns when the source has it.
   *
   * @throws javax.cache.integration.CacheWriterException if something was not written within {@link
   *     WriteSettings#flushTimeout()}; the message names it
   */
  void flush();

  /**
   * Some of the dead letters, each as one line with its id, its key and its error.
   *
   * @param most how many at most, from 1 on
   * @return a list without null, empty when there are none
   * @throws IllegalArgumentException if the most is less than 1
   */
  List<String> listDeadLetters(int most);

  /**
   * Makes a dead letter a pending write again, as {@link DeadLetters#replay(String)} does.
   *
   * @param id the id of the letter, not null
   * @return whether there was one with that id
   */
  boolean replayDeadLetter(String id);

  /**
   * Makes all dead letters pending writes again.
   *
   * @return how many there were
   */
  int replayDeadLetters();

  /**
   * Gives up a dead letter for good, as {@link DeadLetters#drop(String)} does.
   *
   * @param id the id of the letter, not null
   * @return whether there was one with that id
   */
  boolean dropDeadLetter(String id);

  /**
   * Gives up all dead letters for good.
   *
   * @return how many there were
   */
  int dropDeadLetters();
}
