/** An application on the module path. */
module com.acme.shared {
  requires cache.api;
  requires org.entresol;
  requires org.entresol.redis;
}
