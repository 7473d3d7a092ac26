import { App } from 'cdktf';
import { formatFindings, loadDeclaration } from './declaration';
import { addStacks } from './stacks/add-stacks';
import { withoutCreationStacks } from './stacks/creation-stacks';

/** What `cdktf synth`, `diff` and `deploy` run. The declaration is `app-proxy.yaml`, or the file that APP_PROXY_DECLARATION names. */
function main(): void {
  const loaded = loadDeclaration(process.env['APP_PROXY_DECLARATION'] ?? 'app-proxy.yaml');
  if (loaded.warnings.length > 0) console.error(formatFindings(loaded.warnings));
  if (!loaded.ok) {
    console.error(formatFindings(loaded.errors));
    process.exitCode = 1;
    return;
  }
  withoutCreationStacks(() => {
    const app = new App({ stackTraces: false });
    addStacks(app, loaded.deployment);
    app.synth();
  });
}

main();
