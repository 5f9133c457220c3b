/** Late by this much is not late, however quick it is otherwise. */
const toleranceMs = 50;
const most = 2;

/**
 * What a route takes when nothing waits. It follows quicker answers soon, and slower ones slowly and only while the
 * backend has little to do: what a queue adds must not become the new normal. A backend that has become slower for good
 * is soon given so little to do that its new pace is learnt.
 */
export class LatencyBaseline {
  #ms: number | undefined;

  observe(ms: number, isCalm: boolean): void {
    if (this.#ms === undefined) this.#ms = ms;
    else if (ms < this.#ms) this.#ms += (ms - this.#ms) * 0.1;
    else if (isCalm) this.#ms += (ms - this.#ms) * 0.02;
  }

  /** How an answer's time compares to the longest that does not mean it waited: above 1, it did. */
  lateness(ms: number): number {
    return this.#ms === undefined ? 0 : ms / Math.max(this.#ms * most, this.#ms + toleranceMs);
  }
}
