/**
 * The number that a recipient gets: the same one for as long as it stays in the list (D3), spread evenly over the
 * numbers. Rendezvous hashing (Thaler and Ravishankar, 1996): a number that goes moves only its own recipients.
 *
 * @param weigh a hash of both texts, the same at any time and on every node
 */
export function chooseNumber<T extends string>(
  numbers: readonly T[],
  recipient: string,
  weigh: (number: string, recipient: string) => number,
): T | undefined {
  let chosen: T | undefined;
  let heaviest = -1;
  for (const number of numbers) {
    const weight = weigh(number, recipient);
    if (weight > heaviest) {
      chosen = number;
      heaviest = weight;
    }
  }
  return chosen;
}
