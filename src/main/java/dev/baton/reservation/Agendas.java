package dev.baton.reservation;

/** Agendas by name: what is on one isn't on the others, and makes nobody there wait. */
@FunctionalInterface
public interface Agendas {
  /** The agenda of this name, which isn't empty; the same name is the same agenda everywhere. */
  Agenda named(String name);
}
