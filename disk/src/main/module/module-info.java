/** The tier on disk. */
module org.entresol.disk {
  // For who hands the tier over by hand.
  exports org.entresol.tier.disk;

  requires transitive org.entresol;
  requires static org.jspecify;
  requires java.sql;
  requires org.xerial.sqlitejdbc;

  provides org.entresol.tier.TierFactory with
      org.entresol.tier.disk.DiskTiers;
}
