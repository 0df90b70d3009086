package org.entresol.hibernate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.entresol.feed.ChangedRow;
import org.hibernate.cache.spi.DomainDataRegion;
import org.hibernate.cache.spi.access.CachedDomainDataAccess;
import org.hibernate.cache.spi.access.CollectionDataAccess;
import org.hibernate.cache.spi.access.EntityDataAccess;
import org.hibernate.cache.spi.access.NaturalIdDataAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.ForeignKeyDescriptor;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * What goes from the second-level cache of one session factory because of a change of its database
 * that is told of once. Used by one thread.
 */
final class Evictions {
  private final SessionFactoryImplementor factory;

  /** What is to be let go of again, each once; in the order in which it was locked. */
  private final Map<Item, Locked> locked = new LinkedHashMap<>();

  private final Set<CachedDomainDataAccess> wholly = new LinkedHashSet<>();
  private final Set<String> spaces = new LinkedHashSet<>();

  /** An item. Its key alone may be that of an item of another region, too. */
  private record Item(DomainDataRegion region, Object key) {}

  Evictions(SessionFactoryImplementor factory) {
    this.factory = factory;
  }

  /** Evicts what some rows are part of. */
  void ofRows(List<ChangedRow> rows) {
    Map<String, List<ChangedRow>> byTable = new LinkedHashMap<>();
    rows.forEach(row -> byTable.computeIfAbsent(row.table(), t -> new ArrayList<>()).add(row));
    boolean many = factory.getSessionFactoryOptions().isMultiTenancyEnabled();
    evict(session -> byTable.forEach((table, its) -> evict(session, table, many ? null : its)));
  }

  /** Evicts all that comes from a table. */
  void ofTable(String table) {
    evict(session -> evict(session, table, null));
  }

  /** Finds what is to go and has it go; what is locked is let go of even where that has failed. */
  void evict(Work work) {
    try (SharedSessionContractImplementor session = factory.openSession()) {
      try {
        work.with(session);
      } catch (RuntimeException e) {
        finishAfter(e, session);
        throw e;
      }
      finish(session);
    }
  }

  private void finishAfter(RuntimeException failure, SharedSessionContractImplementor session) {
    try {
      finish(session);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void finish(SharedSessionContractImplementor session) {
    new Aftermath(factory, List.copyOf(locked.values()), Set.copyOf(wholly), Set.copyOf(spaces))
        .begin(session);
  }

  /** What finds out what is to go. */
  @FunctionalInterface
  interface Work {
    void with(SharedSessionContractImplementor session);
  }

  /**
   * Evicts what comes from a table.
   *
   * @param rows those of its rows that have changed; null if any may
   */
  private void evict(
      SharedSessionContractImplementor session, String table, @Nullable List<ChangedRow> rows) {
    factory
        .getMappingMetamodel()
        .forEachEntityDescriptor(entity -> evict(session, entity, table, rows));
    factory
        .getMappingMetamodel()
        .forEachCollectionDescriptor(collection -> evict(session, collection, table, rows));
  }

  private void evict(
      SharedSessionContractImplementor session,
      EntityPersister entity,
      String table,
      @Nullable List<ChangedRow> rows) {
    if (!comesFrom(Stream.of(entity.getQuerySpaces()).map(String::valueOf), table)) {
      return;
    }
    NaturalIdDataAccess naturalIds = entity.getNaturalIdCacheAccessStrategy();
    if (naturalIds != null) {
      // Which of them lead to a row is not told by its columns after an update.
      wholly.add(naturalIds);
    }
    EntityDataAccess access = entity.getCacheAccessStrategy();
    if (access == null) {
      return;
    }
    SelectableMapping column = identifier(entity, table);
    evict(
        session,
        access,
        column == null ? null : Texts.in(column, rows),
        id -> access.generateCacheKey(id, entity, factory, null));
  }

  private static @Nullable SelectableMapping identifier(EntityPersister entity, String table) {
    boolean here = TableName.mayMean(entity.getIdentifierTableDetails().getTableName(), table);
    return here && entity.getIdentifierMapping().getJdbcTypeCount() == 1
        ? entity.getIdentifierMapping().getSelectable(0)
        : null;
  }

  private void evict(
      SharedSessionContractImplementor session,
      CollectionPersister collection,
      String table,
      @Nullable List<ChangedRow> rows) {
    if (!comesFrom(Stream.of(collection.getCollectionSpaces()), table)) {
      return;
    }
    CollectionDataAccess access = collection.getCacheAccessStrategy();
    if (access == null) {
      return;
    }
    ForeignKeyDescriptor key = collection.getAttributeMapping().getKeyDescriptor();
    boolean here =
        TableName.mayMean(key.getKeyTable(), table) && key.getKeyPart().getJdbcTypeCount() == 1;
    evict(
        session,
        access,
        here ? Texts.in(key.getKeyPart().getSelectable(0), rows) : null,
        owner -> access.generateCacheKey(owner, collection, factory, null));
  }

  /** The keys of items. */
  @FunctionalInterface
  interface Keys {
    Object of(Object id);
  }

  /**
   * Evicts some items, or all.
   *
   * @param ids what tells them; null if it is not known
   */
  void evict(
      SharedSessionContractImplementor session,
      CachedDomainDataAccess access,
      @Nullable Set<Object> ids,
      Keys keys) {
    if (ids == null) {
      wholly.add(access);
      return;
    }
    for (Object id : ids) {
      Object key = keys.of(id);
      locked.computeIfAbsent(
          new Item(access.getRegion(), key), one -> Locked.afterEviction(access, key, session));
    }
  }

  private boolean comesFrom(Stream<String> expressions, String table) {
    List<String> found =
        expressions.filter(expression -> TableName.mayMean(expression, table)).toList();
    spaces.addAll(found);
    return !found.isEmpty();
  }
}
