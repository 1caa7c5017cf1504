PRAGMA application_id = 1764910419; PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1');
CREATE TABLE blob (
  hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
  bytes BLOB NOT NULL
) STRICT;
INSERT INTO blob VALUES('9a2ab8ececd5b34fa37b7ec0432c6ddeff8d86ba5c1f286f7a21f382d07c2bc7',X'89504e470d0a1a0a0000000d494844520000000e0000000908020000008d2f8a3e000000234944415418198dc101010000088330a47fc487b102db6da3914c32c924934c32c9247befdf02a627b20e320000000049454e44ae426082');
INSERT INTO blob VALUES('36f41bfebabef168388daa3f1a598589c3ae649f8295f938e15956a5c51af636',X'89504e470d0a1a0a0000000d4948445200000003000000040802000000c44f12500000001949444154081d633ca1a1c100064c0c30c0c400034c0c3000002af8012055e52f620000000049454e44ae426082');
INSERT INTO blob VALUES('321a7f32043f065077317b483106b11303b3aa2b827dc83026075b2b64b80059',X'89504e470d0a1a0a0000000d4948445200000003000000040802000000c44f12500000001949444154081d63340ad8c700064c0c30c0c400034c0c3000002fbc0148beb7bb170000000049454e44ae426082');
INSERT INTO blob VALUES('837ff30d9c8ac3eff35839f58bffabc8910ad25870cf68e45cf11165ef2a3a9b',X'89504e470d0a1a0a0000000d494844520000000e0000000908020000008d2f8a3e000000424944415418198dc12111c0301444c1f74f43711505474965544971e41c2a8e88cc0405de6ed9262362222662657bb6c6768dc1a13f3fdbf7de8088899888956d320b08dd0dcc0e1b938d0000000049454e44ae426082');
CREATE TABLE session (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  input TEXT NOT NULL REFERENCES blob(hash),
  engine TEXT NOT NULL,
  made TEXT NOT NULL,
  head INTEGER REFERENCES round(id),
  tip INTEGER REFERENCES round(id)
) STRICT;
INSERT INTO session VALUES(1,'boxes.png','837ff30d9c8ac3eff35839f58bffabc8910ad25870cf68e45cf11165ef2a3a9b','0.1.0','2026-11-22T19:31:01Z',1,2);
CREATE TABLE decomposition (
  id INTEGER NOT NULL PRIMARY KEY,
  background TEXT NOT NULL REFERENCES blob(hash),
  horizon REAL,
  notes TEXT NOT NULL,
  models TEXT NOT NULL
) STRICT;
INSERT INTO decomposition VALUES(1,'9a2ab8ececd5b34fa37b7ec0432c6ddeff8d86ba5c1f286f7a21f382d07c2bc7',NULL,'[]','[]');
CREATE TABLE layer (
  decomposition INTEGER NOT NULL REFERENCES decomposition(id),
  place INTEGER NOT NULL CHECK (place >= 0),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  pixels TEXT NOT NULL REFERENCES blob(hash),
  x INTEGER NOT NULL,
  y INTEGER NOT NULL,
  confidence REAL NOT NULL,
  outline_confidence REAL,
  fill_confidence REAL,
  support TEXT,
  depth REAL NOT NULL,
  attributes TEXT NOT NULL,
  effect TEXT REFERENCES blob(hash),
  effect_x INTEGER NOT NULL DEFAULT 0,
  effect_y INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (decomposition, place),
  UNIQUE (decomposition, id)
) STRICT, WITHOUT ROWID;
INSERT INTO layer VALUES(1,0,'red-box','red box','36f41bfebabef168388daa3f1a598589c3ae649f8295f938e15956a5c51af636',1,4,1.0,NULL,NULL,'ground',0.0,'{}',NULL,0,0);
INSERT INTO layer VALUES(1,1,'blue-box','blue box','321a7f32043f065077317b483106b11303b3aa2b827dc83026075b2b64b80059',9,4,1.0,NULL,NULL,'ground',0.0,'{}',NULL,0,0);
CREATE TABLE shade (
  decomposition INTEGER NOT NULL,
  place INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 0),
  caster TEXT NOT NULL,
  darkness TEXT NOT NULL REFERENCES blob(hash),
  x INTEGER NOT NULL,
  y INTEGER NOT NULL,
  PRIMARY KEY (decomposition, place, number),
  FOREIGN KEY (decomposition, place) REFERENCES layer(decomposition, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE occlusion (
  decomposition INTEGER NOT NULL REFERENCES decomposition(id),
  number INTEGER NOT NULL CHECK (number >= 0),
  front TEXT NOT NULL,
  behind TEXT NOT NULL,
  PRIMARY KEY (decomposition, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE edge (
  decomposition INTEGER NOT NULL REFERENCES decomposition(id),
  number INTEGER NOT NULL CHECK (number >= 0),
  front TEXT NOT NULL,
  behind TEXT NOT NULL,
  kind TEXT NOT NULL,
  confidence REAL NOT NULL,
  obeyed INTEGER NOT NULL CHECK (obeyed IN (0, 1)),
  PRIMARY KEY (decomposition, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE surface (
  decomposition INTEGER NOT NULL REFERENCES decomposition(id),
  number INTEGER NOT NULL CHECK (number >= 0),
  part TEXT NOT NULL,
  region TEXT NOT NULL REFERENCES blob(hash),
  PRIMARY KEY (decomposition, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE round (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
  parent INTEGER REFERENCES round(id) CHECK (parent < id),
  instruction TEXT,
  script TEXT,
  decomposition INTEGER REFERENCES decomposition(id),
  plan TEXT NOT NULL,
  actions TEXT NOT NULL,
  added TEXT NOT NULL,
  notes TEXT NOT NULL,
  changes TEXT NOT NULL,
  timings TEXT NOT NULL,
  engine TEXT NOT NULL,
  models TEXT NOT NULL,
  made TEXT NOT NULL
) STRICT;
INSERT INTO round VALUES(1,NULL,'move the red box 2 pixels right',NULL,NULL,'{"groundings":[{"evidence":["called ''red box''","boxy outline","about red"],"layer":"red-box","phrase":"the red box","score":0.7440089803337306}],"reasoning":["''red box'' is the red box at the left, 3×4 at (1, 4): called ''red box'', boxy outline, about red.","Move the red box 2 pixels right."]}','[{"action":"MOVE","dx":2,"dy":0,"target":{"id":"red-box","name":"red box"}}]','[]','[]','[{"after":[3,4,3,4],"before":[1,4,3,4],"layer":"red-box"}]','{"plan":0.007}','0.1.0','[]','2026-11-22T19:31:01Z');
INSERT INTO round VALUES(2,1,'remove the blue box',NULL,NULL,'{"groundings":[{"evidence":["called ''blue box''","boxy outline","about blue"],"layer":"blue-box","phrase":"the blue box","score":0.6300697962302609}],"reasoning":["''blue box'' is the blue box at the right, 3×4 at (9, 4): called ''blue box'', boxy outline, about blue.","Remove the blue box."]}','[{"action":"REMOVE","target":{"id":"blue-box","name":"blue box"}}]','[]','[]','[{"before":[9,4,3,4],"layer":"blue-box"}]','{"plan":0}','0.1.0','[]','2026-11-22T19:31:01Z');
CREATE TABLE picture (
  round INTEGER NOT NULL REFERENCES round(id),
  path TEXT NOT NULL,
  file TEXT NOT NULL REFERENCES blob(hash),
  PRIMARY KEY (round, path)
) STRICT, WITHOUT ROWID;
COMMIT;
