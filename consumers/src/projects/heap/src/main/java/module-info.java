/** An application on the module path. */
module com.acme.heap {
  requires cache.api;
  requires org.entresol;
}
