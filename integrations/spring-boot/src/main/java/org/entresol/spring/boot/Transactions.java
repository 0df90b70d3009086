package org.entresol.spring.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/** What waits for the end of the transaction that a thread is in. Stateless. */
final class Transactions {
  private static final boolean KNOWN =
      ClassUtils.isPresent(
          "org.springframework.transaction.support.TransactionSynchronizationManager",
          Transactions.class.getClassLoader());

  private Transactions() {}

  /**
   * Does something once the transaction of this thread is over, unless it is rolled back; at once
   * where there is none.
   */
  static void afterCommit(Runnable task) {
    if (KNOWN && TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(Waiting.of(task));
    } else {
      task.run();
    }
  }

  /**
   * One task. What comes while others are told of the commit is told of the completion only, as it
   * is of an end that nobody knows.
   */
  private static final class Waiting implements TransactionSynchronization {
    private @Nullable Runnable task;

    private Waiting(Runnable task) {
      this.task = task;
    }

    /** As what it is to Spring: whoever verifies a class looks for what it turns others into. */
    static TransactionSynchronization of(Runnable task) {
      return new Waiting(task);
    }

    @Override
    public void afterCommit() {
      Runnable due = task;
      task = null;
      if (due != null) {
        due.run();
      }
    }

    @Override
    public void afterCompletion(int status) {
      if (status != STATUS_ROLLED_BACK) {
        afterCommit();
      }
    }
  }
}
