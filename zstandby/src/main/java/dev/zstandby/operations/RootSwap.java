package dev.zstandby.operations;

import dev.zstandby.zfs.DatasetName;

/**
 * One root's part in a cut-over.
 *
 * @param incoming what becomes live
 * @param outgoing the name the former live root gets; it may not exist when there was none
 */
record RootSwap(DatasetName live, DatasetName incoming, DatasetName outgoing) {}
