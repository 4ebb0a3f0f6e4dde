// The review page: photos, candidates and keys, each in a room of its own.
import "./review/photos.js";
import "./review/candidates.js";
import "./review/keys.js";
import "./review/cover.js";
import "./review/notes.js";
