// The coach, on a page outside the room: a subject being written between sessions.
import { start } from "./coach.js";

start();
