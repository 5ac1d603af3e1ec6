/** The longest id of a document that is kept: Oura's are UUIDs and the like, and no index takes a text of any length. */
export const LONGEST_ID = 200

/** Whether an id may be asked for by itself: it is a part of a path, and one of dots alone would be another path. */
export const isAskable = (id: string): boolean => /^[\w.:-]+$/.test(id) && !/^\.+$/.test(id) && id.length <= LONGEST_ID
