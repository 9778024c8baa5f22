/** The order-status page before anything is known; `main.mjs` fills it. */
export const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Order status · plusserver emulator</title>
<link rel="icon" href="/page/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page/styles.css">
<script type="module" src="/page/main.mjs"></script>
</head>
<body>
<header>
  <h1>Order status</h1>
  <p>An emulator on this machine: nothing here is bought.</p>
  <p id="connection" role="status">Connecting …</p>
</header>
<main>
  <section aria-labelledby="orders-title">
    <h2 id="orders-title">Orders</h2>
    <table role="table" aria-labelledby="orders-title" id="orders" hidden>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">Order date</th>
        <th role="columnheader" scope="col">Product</th>
        <th role="columnheader" scope="col">Status</th>
        <th role="columnheader" scope="col">Progress</th>
        <th role="columnheader" scope="col">Contract</th>
        <th role="columnheader" scope="col">Type</th>
        <th role="columnheader" scope="col">Order id</th>
        <th role="columnheader" scope="col">Info</th>
      </tr></thead>
      <tbody role="rowgroup"></tbody>
    </table>
    <p class="quiet" id="orders-note"></p>
  </section>
  <section aria-labelledby="contracts-title">
    <h2 id="contracts-title">Contracts</h2>
    <ul id="contracts"></ul>
    <p class="quiet" id="contracts-note"></p>
  </section>
  <section aria-labelledby="control-title">
    <h2 id="control-title">Try things out</h2>
    <div id="control">
      <form id="fail">
        <label for="fail-reason">Reason of the failure</label>
        <div class="field">
          <input id="fail-reason" type="text" required maxlength="200" autocomplete="off" value="no capacity left">
          <button>Fail the next order</button>
        </div>
      </form>
      <form id="duration">
        <label for="duration-seconds">Provisioning time of coming orders, in seconds</label>
        <div class="field">
          <input id="duration-seconds" type="number" required min="0" max="86400" step="any" autocomplete="off">
          <button>Set the time</button>
        </div>
      </form>
    </div>
    <p id="control-answer" role="status"></p>
  </section>
</main>
<noscript><p>This page needs JavaScript.</p></noscript>
</body>
</html>
`;

/** The picture in the browser's tab. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#0b6bcb"/><path d="M8 4v8M4 8h8" stroke="#fff" stroke-width="2" stroke-linecap="round"/></svg>`;
