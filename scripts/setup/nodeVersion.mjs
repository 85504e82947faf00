/** The range of package.json, checked here as well because npm only warns. */
const OLDEST = [20, 19];
const FIRST_TOO_NEW = 23;

/**
 * @param {string} version e.g. `20.19.1`
 * @returns {string | null} what is wrong with it
 */
export function nodeProblem(version) {
  const [major, minor] = version.split('.').map(Number);
  const isTooOld = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
  if (!isTooOld && major < FIRST_TOO_NEW) return null;
  return (
    `Node ${version} is too ${isTooOld ? 'old' : 'new'}: tf.js' native backend needs ` +
    `${OLDEST.join('.')} or later, and before ${FIRST_TOO_NEW}. Install Node 22 or 20.`
  );
}
