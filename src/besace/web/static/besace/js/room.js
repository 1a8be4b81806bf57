import * as around from "./around.js";
import * as clock from "./clock.js";
import * as coach from "./coach.js";
import * as cues from "./cues.js";
import * as fill from "./fill.js";
import * as forms from "./forms.js";
import * as help from "./help.js";
import * as kept from "./kept.js";
import * as motion from "./motion.js";
import * as onward from "./onward.js";
import * as outbox from "./outbox.js";
import * as stream from "./stream.js";
import * as table from "./table.js";
import * as wake from "./wake.js";
import "./shell.js";

for (const part of [forms, fill, kept, coach, clock, cues, table, wake, onward, help, outbox, around, motion, stream]) part.start();
