/** The rules of docs/native-path.md against real servers, each for every pair of versions; the other tests it names lie elsewhere. */
package dev.sluice.it.rules;
