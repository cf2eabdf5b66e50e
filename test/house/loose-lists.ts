import ts from "typescript";

/** Those of should.js that compare no more than they are given. */
const matchers = /^(match|matchEach|matchEvery|matchAny|matchSome|throw|throwError|rejectedWith)$/;

/** What makes a list of another. */
const makers = /^(map|flatMap|filter|from)$/;

/**
 * Where a test compares a list by should.js' `match` or its like alone, which says nothing of the elements behind those
 * that are given: a list, one within an object, or a constant of the file that is or holds one, which is not handed
 * through `wholeLists`.
 *
 * @param text of a test
 * @returns the numbers of the lines, from 1
 */
export function looseListsIn(text: string): readonly number[] {
  const source = ts.createSourceFile("a.test.ts", text, ts.ScriptTarget.Latest, true);
  const known = new Set<string>();
  const lines: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && holdsList(node.initializer, known)) known.add(node.name.getText());
    if (ts.isParameter(node) && node.dotDotDotToken !== undefined) known.add(node.name.getText());
    const pattern = patternOf(node);
    if (holdsList(pattern, known)) {
      lines.push(source.getLineAndCharacterOfPosition(pattern.getStart()).line + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return lines;
}

/** What one of the matchers is given. */
function patternOf(node: ts.Node): ts.Expression | undefined {
  return ts.isCallExpression(node) && matchers.test(calledName(node)) ? node.arguments[0] : undefined;
}

/** As it is written: what a call gives back is not seen. */
function holdsList(node: ts.Node | undefined, known: ReadonlySet<string>): node is ts.Node {
  const holds = (each: ts.Node | undefined): boolean => holdsList(each, known);
  if (node === undefined) return false;
  if (ts.isArrayLiteralExpression(node)) return true;
  if (ts.isIdentifier(node)) return known.has(node.text);
  if (ts.isObjectLiteralExpression(node)) return node.properties.some((property) => holds(valueOf(property)));
  if (ts.isCallExpression(node)) {
    const name = calledName(node);
    return name !== "wholeLists" && (makers.test(name) || node.arguments.some(holds));
  }
  return ts.isAsExpression(node) && holds(node.expression);
}

function valueOf(property: ts.ObjectLiteralElementLike): ts.Node | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  if (ts.isShorthandPropertyAssignment(property)) return property.name;
  return ts.isSpreadAssignment(property) ? property.expression : undefined;
}

function calledName({ expression }: ts.CallExpression): string {
  return (ts.isPropertyAccessExpression(expression) ? expression.name : expression).getText();
}
