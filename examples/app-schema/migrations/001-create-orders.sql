CREATE TABLE orders (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
