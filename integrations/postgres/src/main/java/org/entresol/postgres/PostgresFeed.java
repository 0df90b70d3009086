package org.entresol.postgres;

import org.entresol.feed.ChangeFeed;

/** One manager's way of following a database. Thread-safe. */
final class PostgresFeed implements ChangeFeed, PostgresFeedMXBean {
  private final Follower follower;
  private final Figures figures;
  private final BeanRegistration bean;

  PostgresFeed(Follower follower, Figures figures, String manager) {
    this.follower = follower;
    this.figures = figures;
    this.bean = BeanRegistration.of(this, manager);
    follower.start();
  }

  @Override
  public boolean isConnected() {
    return figures.isConnected();
  }

  @Override
  public boolean isLeader() {
    return figures.isLeader();
  }

  @Override
  public long getChanges() {
    return figures.changes.sum();
  }

  @Override
  public long getInvalidatedKeys() {
    return figures.keys.sum();
  }

  @Override
  public long getRecalls() {
    return figures.recalls.sum();
  }

  @Override
  public long getGaps() {
    return figures.gaps.sum();
  }

  @Override
  public long getFailures() {
    return figures.failures.sum();
  }

  @Override
  public long getUnreadableChanges() {
    return figures.unreadable.sum();
  }

  @Override
  public long getLagMicros() {
    return figures.lagMicros();
  }

  @Override
  public long getRetainedBytes() {
    return figures.retained();
  }

  @Override
  public void close() {
    bean.close();
    follower.close();
  }
}
