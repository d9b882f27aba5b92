// Drives the fake venue through the npm package `binance`: node check.mjs ADDRESS KEY SECRET FOLDER-OF-node_modules
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const [address, key, secret, folder] = process.argv.slice(2);
const { USDMClient } = createRequire(`${folder}/`)('binance');
const open = (apiSecret) => new USDMClient({ api_key: key, api_secret: apiSecret, baseUrl: address });
const client = open(secret);
const symbol = 'NEARUSDT';
const refused = async (code, call) => {
  const error = await call().then(() => null, (reason) => reason);
  assert.equal(error?.code ?? error?.body?.code, code, `expected ${code}, got ${JSON.stringify(error?.body ?? error)}`);
};

// What anybody may read.
assert.ok(Math.abs((await client.getServerTime()) - Date.now()) < 5000);
const info = await client.getExchangeInfo();
const contract = info.symbols.find((row) => row.symbol === symbol);
assert.equal(contract.contractType, 'PERPETUAL');
assert.ok(contract.filters.some((filter) => filter.filterType === 'MARKET_LOT_SIZE'));
const candles = await client.getKlines({ symbol, interval: '1m', limit: 5 });
assert.equal(candles.length, 5);
assert.ok(candles[4][0] > candles[3][0]);
assert.ok(Number((await client.getMarkPrice({ symbol })).markPrice) > 0);
assert.ok(Number((await client.getSymbolOrderBookTicker({ symbol })).askPrice) > 0);

// What the key may read and set.
assert.ok((await client.getNotionalAndLeverageBrackets({ symbol }))[0].brackets.length > 1);
assert.equal((await client.getCurrentPositionMode()).dualSidePosition, false);
await client.setMarginType({ symbol, marginType: 'ISOLATED' });
await refused(-4046, () => client.setMarginType({ symbol, marginType: 'ISOLATED' }));
assert.equal((await client.setLeverage({ symbol, leverage: 5 })).leverage, 5);
await refused(-4028, () => client.setLeverage({ symbol, leverage: 124 }));
await refused(-1022, () => open('wrong').getAccountInformationV3());

// An order fills, is found, and leaves position and income.
const market = { symbol, side: 'BUY', type: 'MARKET', quantity: 2 };
const filled = await client.submitNewOrder({ ...market, newClientOrderId: 'second-1', newOrderRespType: 'RESULT' });
assert.equal(filled.status, 'FILLED');
assert.equal((await client.submitNewOrder({ ...market, newClientOrderId: 'second-2' })).status, 'NEW');
assert.equal((await client.getOrder({ symbol, origClientOrderId: 'second-1' })).executedQty, '2');
await refused(-2013, () => client.getOrder({ symbol, origClientOrderId: 'never' }));
await refused(-1111, () => client.submitNewOrder({ ...market, quantity: 0.123 }));
const positions = await client.getPositionsV3();
assert.equal(Number(positions.find((row) => row.symbol === symbol).positionAmt), 4);
assert.ok((await client.getIncomeHistory({ symbol })).some((row) => row.incomeType === 'COMMISSION'));

// Stops live at the algo endpoint, one a side.
await refused(-4120, () => client.submitNewOrder({
  symbol, side: 'SELL', type: 'STOP_MARKET', stopPrice: 95, closePosition: 'true' }));
const stop = {
  algoType: 'CONDITIONAL', symbol, side: 'SELL', type: 'STOP_MARKET', triggerPrice: '95', workingType: 'MARK_PRICE',
  closePosition: 'true', clientAlgoId: 'second-stop' };
assert.equal((await client.submitNewAlgoOrder(stop)).algoStatus, 'NEW');
await refused(-4130, () => client.submitNewAlgoOrder({ ...stop, clientAlgoId: 'second-stop-2', triggerPrice: '96' }));
await refused(-2021, () => client.submitNewAlgoOrder({
  ...stop, type: 'TAKE_PROFIT_MARKET', clientAlgoId: 'second-take', triggerPrice: '90' }));
assert.deepEqual((await client.getOpenAlgoOrders({ symbol })).map((row) => row.clientAlgoId), ['second-stop']);
assert.equal((await client.getAllOpenOrders({ symbol })).length, 0);
await client.cancelAlgoOrder({ clientAlgoId: 'second-stop' });
assert.equal((await client.getAlgoOrder({ clientAlgoId: 'second-stop' })).algoStatus, 'CANCELED');
await refused(-2011, () => client.cancelAlgoOrder({ clientAlgoId: 'second-stop' }));
console.log('The second client is satisfied.');
