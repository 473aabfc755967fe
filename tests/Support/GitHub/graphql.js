// node graphql.js <folder of the npm package graphql> <schema.graphql>
// Each line of stdin is {"request": {"query", "variables"}, "answer": {"data", "errors"}}; each line of stdout is what is wrong with it, as a list of texts.
const fs = require('fs');
const readline = require('readline');
const { isDeepStrictEqual } = require('util');
const { parse, validate, execute, buildSchema, Kind } = require(process.argv[2]);

const schema = buildSchema(fs.readFileSync(process.argv[3], 'utf8'), { assumeValidSDL: true });

function problems({ request, answer }) {
  if (typeof request?.query !== 'string') return ['the request has no query'];
  let document;
  try {
    document = parse(request.query);
  } catch (error) {
    return [`request: ${error.message}`];
  }
  const wrong = validate(schema, document).map((error) => `request: ${error.message}`);
  return wrong.length > 0 ? wrong : [...ofVariables(document, request), ...ofAnswer(document, request, answer)];
}

function ofVariables(document, request) {
  const declared = document.definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? one.variableDefinitions : [])).map((one) => one.variable.name.value);
  const unknown = Object.keys(request.variables ?? {}).filter((name) => !declared.includes(name)).map((name) => `request: there is no variable $${name}`);
  const other = Object.keys(request).filter((name) => !['query', 'variables', 'operationName'].includes(name)).map((name) => `request: ${name} means nothing`);
  return [...unknown, ...other];
}

// An answer that is executed on itself comes out as it went in, if it is what was asked for.
function ofAnswer(document, request, answer) {
  const known = answer !== null && typeof answer === 'object' && Object.keys(answer).every((name) => ['data', 'errors', 'extensions'].includes(name));
  if (!known) return ['answer: it is neither data nor errors'];
  const texts = (answer.errors ?? []).filter((error) => typeof error?.message !== 'string').map(() => 'answer: an error has no message');
  if (answer.errors && !answer.errors.length) texts.push('answer: the list of errors is empty');
  if (answer.errors && !('data' in answer)) return texts;
  const result = execute({ schema, document, rootValue: answer.data, variableValues: request.variables, operationName: request.operationName });
  texts.push(...(result.errors ?? []).map((error) => `exchange: ${error.message}`));
  const data = JSON.parse(JSON.stringify(result.data ?? null));
  if (texts.length === 0 && !isDeepStrictEqual(data, answer.data)) texts.push(`answer: asked for was the shape of ${JSON.stringify(data)}`);
  return texts;
}

readline.createInterface({ input: process.stdin }).on('line', (line) => console.log(JSON.stringify(problems(JSON.parse(line)))));
