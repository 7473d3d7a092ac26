import { azureIds } from './azure-ids';
import { backendLoops } from './backend-loops';
import { backendRanges } from './backend-ranges';
import { backendTls } from './backend-tls';
import { backendUrls } from './backend-urls';
import { capacity } from './capacity';
import { capacityProfiles } from './capacity-profiles';
import { certificates } from './certificates';
import { claims } from './claims';
import { clouds } from './clouds';
import { defaultGroup } from './default-group';
import { domain } from './domain';
import { enrolment } from './enrolment';
import { existingSubnets } from './existing-subnets';
import { extraEgress } from './extra-egress';
import { fewerThanTwo } from './fewer-than-two';
import { firewallSubnets } from './firewall-subnets';
import { formerly } from './formerly';
import { headerRules } from './header-rules';
import { hostHeaders } from './host-headers';
import { hosts } from './hosts';
import { limits } from './limits';
import { placements } from './placements';
import { preAuthentication } from './pre-authentication';
import { proxies } from './proxies';
import { ranges } from './ranges';
import { relayRegions } from './relay-regions';
import { secrets } from './secrets';
import { shards } from './shards';
import { sizeOrLoad } from './size-or-load';
import { subnets } from './subnets';
import { templates } from './templates';
import { vmSizes } from './vm-sizes';
import { zones } from './zones';
import type { Rule } from './rule';

/** Every rule, in the order in which findings of one place are shown. */
export const rules: readonly Rule[] = [
  domain,
  clouds,
  azureIds,
  ranges,
  subnets,
  existingSubnets,
  relayRegions,
  defaultGroup,
  formerly,
  placements,
  zones,
  sizeOrLoad,
  fewerThanTwo,
  vmSizes,
  capacityProfiles,
  capacity,
  shards,
  enrolment,
  firewallSubnets,
  extraEgress,
  proxies,
  hosts,
  claims,
  certificates,
  backendUrls,
  backendLoops,
  backendRanges,
  backendTls,
  hostHeaders,
  headerRules,
  preAuthentication,
  secrets,
  templates,
  limits,
];
