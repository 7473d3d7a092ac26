// @ts-nocheck
// Generated from schemas/declaration.schema.json by `npm run schema`. Do not edit.
"use strict";
export const validateDeclaration = validate52;
const schema19 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://cdktf-app-proxy.dev/schemas/declaration.schema.json","type":"object","additionalProperties":false,"required":["version","name","domain","targets"],"properties":{"version":{"const":1},"name":{"type":"string","pattern":"^[a-z][a-z0-9]{1,11}$"},"domain":{"$ref":"#/$defs/HostName"},"include":{"type":"array","items":{"type":"string","minLength":1,"maxLength":255},"uniqueItems":true,"maxItems":64},"targets":{"type":"object","additionalProperties":false,"properties":{"azure":{"$ref":"#/$defs/AzureTarget"},"docker":{"$ref":"#/$defs/DockerTarget"},"local":{"$ref":"#/$defs/LocalTarget"}},"minProperties":1},"relay":{"type":"object","additionalProperties":false,"properties":{"instances":{"type":"integer","minimum":2,"maximum":8},"size":{"$ref":"#/$defs/VmSize"},"zones":{"type":"array","items":{"$ref":"#/$defs/Zone"},"uniqueItems":true},"regions":{"type":"object","propertyNames":{"type":"string","pattern":"^[a-z][a-z0-9]{2,30}$"},"additionalProperties":{"type":"object","additionalProperties":false,"properties":{"instances":{"type":"integer","minimum":2,"maximum":8},"zones":{"type":"array","items":{"$ref":"#/$defs/Zone"},"uniqueItems":true}}}},"endpointCidrs":{"type":"array","items":{"$ref":"#/$defs/Cidr"},"uniqueItems":true,"minItems":1},"certificates":{"type":"object","propertyNames":{"type":"string","pattern":"^[a-z](-?[a-z0-9])*$","maxLength":32},"additionalProperties":{"$ref":"#/$defs/Certificate"}},"timeouts":{"type":"object","additionalProperties":false,"properties":{"defaultSeconds":{"type":"integer","minimum":1,"maximum":3600},"longSeconds":{"type":"integer","minimum":1,"maximum":3600}}},"limits":{"type":"object","additionalProperties":false,"properties":{"requestHeaderKiB":{"type":"integer","minimum":4,"maximum":1024},"connections":{"type":"integer","minimum":100,"maximum":1000000},"requestsPerSecond":{"type":"integer","minimum":1,"maximum":1000000}}},"inactiveDays":{"type":"integer","minimum":1,"maximum":365},"signIn":{"type":"object","propertyNames":{"type":"string","pattern":"^[a-z](-?[a-z0-9])*$","maxLength":32},"additionalProperties":{"$ref":"#/$defs/SignInProvider"}}}},"runtime":{"type":"object","additionalProperties":false,"properties":{"version":{"type":"string","pattern":"^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?$"},"artifact":{"type":"string","minLength":1},"sha256":{"$ref":"#/$defs/Sha256"}}},"capacity":{"type":"object","additionalProperties":false,"properties":{"profile":{"type":"string","minLength":1},"headroomPercent":{"$ref":"#/$defs/HeadroomPercent"},"survive":{"$ref":"#/$defs/Survive"},"redundantMaintenance":{"$ref":"#/$defs/RedundantMaintenance"},"series":{"type":"string"},"profiles":{"type":"object","propertyNames":{"type":"string","pattern":"^[a-z](-?[a-z0-9])*$","maxLength":32},"additionalProperties":{"$ref":"#/$defs/CapacityProfile"}},"prices":{"type":"object","propertyNames":{"type":"string","pattern":"^Standard_[A-Za-z0-9_]+$"},"additionalProperties":{"type":"number","exclusiveMinimum":0}}}},"rolloutSalt":{"type":"string","maxLength":32},"groups":{"type":"object","propertyNames":{"type":"string","pattern":"^[a-z](-?[a-z0-9])*$","maxLength":32},"additionalProperties":{"$ref":"#/$defs/Group"}}},"$defs":{"Name":{"type":"string","pattern":"^[a-z](-?[a-z0-9])*$","maxLength":32},"HostName":{"type":"string","minLength":1,"maxLength":253},"Cidr":{"type":"string","pattern":"^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(/([0-9]|[12][0-9]|3[0-2]))?$"},"Address":{"type":"string","pattern":"^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$"},"Zone":{"type":"string","enum":["1","2","3"]},"Region":{"type":"string","pattern":"^[a-z][a-z0-9]{2,30}$"},"VmSize":{"type":"string","pattern":"^Standard_[A-Za-z0-9_]+$"},"ArmId":{"type":"string","pattern":"^/subscriptions/[0-9a-fA-F-]{36}/resourceGroups/[^/]+(/providers/[^/]+(/[^/]+/[^/]+)+)?$"},"Uuid":{"type":"string","pattern":"^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$"},"Sha256":{"type":"string","pattern":"^[0-9a-f]{64}$"},"SecretReference":{"if":{"type":"object","anyOf":[{"required":["keyVaultSecret"]}]},"then":{"type":"object","additionalProperties":false,"properties":{"keyVaultSecret":{"type":"string","pattern":"^[0-9a-zA-Z-]{1,127}$"}},"required":["keyVaultSecret"]},"else":{"type":"object","additionalProperties":false,"properties":{"file":{"type":"string","pattern":"^/"}},"required":["file"]}},"PemReference":{"if":{"type":"object","anyOf":[{"required":["pem"]}]},"then":{"type":"object","additionalProperties":false,"properties":{"pem":{"type":"string","pattern":"^\\s*-----BEGIN CERTIFICATE-----"}},"required":["pem"]},"else":{"type":"object","additionalProperties":false,"properties":{"file":{"type":"string","minLength":1}},"required":["file"]}},"PreAuthentication":{"if":{"type":["object"]},"then":{"type":"object","additionalProperties":false,"properties":{"provider":{"$ref":"#/$defs/Name"},"allow":{"type":"object","additionalProperties":false,"properties":{"groups":{"type":"array","items":{"type":"string","minLength":1},"uniqueItems":true},"claims":{"type":"object","additionalProperties":{"type":"string"}}}}},"required":["provider"]},"else":{"const":"passthrough"}},"Application":{"type":"object","additionalProperties":false,"properties":{"description":{"type":"string","maxLength":200},"host":{"$ref":"#/$defs/HostName"},"path":{"type":"string","pattern":"^/[^?#\\s]*$","maxLength":512},"url":{"type":"string","pattern":"^https?://","maxLength":2048},"backendCidrs":{"type":"array","items":{"$ref":"#/$defs/Cidr"},"uniqueItems":true,"minItems":1},"timeout":{"if":{"type":["integer"]},"then":{"type":"integer","minimum":1,"maximum":3600},"else":{"enum":["default","long"]}},"hostHeader":{"type":"string","minLength":1,"maxLength":253},"translate":{"type":"object","additionalProperties":false,"properties":{"redirects":{"type":"boolean"},"cookies":{"type":"boolean"}}},"headers":{"type":"object","additionalProperties":false,"properties":{"request":{"$ref":"#/$defs/HeaderRules"},"response":{"$ref":"#/$defs/HeaderRules"}}},"backendTls":{"type":"object","additionalProperties":false,"properties":{"verify":{"type":"string","enum":["full","chain"]},"ca":{"$ref":"#/$defs/PemReference"},"serverName":{"$ref":"#/$defs/HostName"},"clientCertificate":{"$ref":"#/$defs/SecretReference"}}},"limits":{"type":"object","additionalProperties":false,"properties":{"requestsPerSecond":{"type":"integer","minimum":1,"maximum":1000000},"concurrentRequests":{"type":"integer","minimum":1,"maximum":1000000},"requestBodyMiB":{"type":"integer","minimum":1,"maximum":1048576}}},"affinity":{"type":"string","enum":["none","cookie"]},"preAuthentication":{"$ref":"#/$defs/PreAuthentication"}},"required":["url"]},"HeaderRules":{"type":"object","additionalProperties":false,"properties":{"set":{"type":"object","propertyNames":{"pattern":"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$"},"additionalProperties":{"type":"string","maxLength":4096,"pattern":"^[^\\r\\n\\u0000]*$"}},"remove":{"type":"array","items":{"type":"string","pattern":"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$"},"uniqueItems":true}}},"Load":{"type":"object","additionalProperties":false,"properties":{"peakTps":{"type":"number","exclusiveMinimum":0,"maximum":1000000},"p99Ms":{"type":"number","exclusiveMinimum":0,"maximum":60000},"bandwidthMbps":{"type":"number","exclusiveMinimum":0,"maximum":10000000},"responseKiB":{"type":"number","exclusiveMinimum":0,"maximum":1048576}},"required":["peakTps"]},"Placement":{"if":{"type":["object"]},"then":{"type":"object","additionalProperties":false,"properties":{"region":{"$ref":"#/$defs/Region"},"zones":{"type":"array","items":{"$ref":"#/$defs/Zone"},"uniqueItems":true},"subnet":{"if":{"type":"object","anyOf":[{"required":["id"]},{"required":["addressPrefixes"]}]},"then":{"type":"object","additionalProperties":false,"properties":{"id":{"$ref":"#/$defs/ArmId"},"addressPrefixes":{"type":"array","items":{"$ref":"#/$defs/Cidr"},"uniqueItems":true,"minItems":1}},"required":["id"]},"else":{"type":"object","additionalProperties":false,"properties":{"addressPrefix":{"$ref":"#/$defs/Cidr"}},"required":["addressPrefix"]}}}},"else":{"const":"external"}},"EgressAllowance":{"type":"object","additionalProperties":false,"properties":{"to":{"type":"array","items":{"type":"string","minLength":1,"maxLength":253},"uniqueItems":true,"minItems":1},"ports":{"type":"array","items":{"type":"integer","minimum":1,"maximum":65535},"uniqueItems":true,"minItems":1},"protocol":{"type":"string","enum":["tcp","udp"]},"why":{"type":"string","minLength":3,"maxLength":120}},"required":["to","ports","why"]},"EgressMode":{"type":"string","enum":["nat","firewall","existing"]},"UpdatePolicy":{"type":"object","additionalProperties":false,"properties":{"owner":{"type":"string","enum":["terraform","updater"]},"channel":{"type":"string","enum":["stable","preview"]},"pin":{"type":"string","pattern":"^[0-9]+\\.[0-9]+\\.[0-9]+$"},"window":{"type":"object","additionalProperties":false,"properties":{"days":{"type":"array","items":{"type":"string","enum":["mon","tue","wed","thu","fri","sat","sun"]},"uniqueItems":true,"minItems":1},"start":{"type":"string","pattern":"^([01][0-9]|2[0-3]):[0-5][0-9]$"},"hours":{"type":"integer","minimum":1,"maximum":24}},"required":["start"]},"canary":{"type":"boolean"},"allowOutage":{"type":"boolean"}}},"Group":{"type":"object","additionalProperties":false,"properties":{"description":{"type":"string","maxLength":200},"formerly":{"$ref":"#/$defs/Name"},"load":{"$ref":"#/$defs/Load"},"size":{"$ref":"#/$defs/VmSize"},"connectors":{"type":"integer","minimum":1,"maximum":100},"fewerThanTwo":{"type":"object","additionalProperties":false,"properties":{"reason":{"type":"string","minLength":10,"maxLength":200}},"required":["reason"]},"capacity":{"type":"object","additionalProperties":false,"properties":{"profile":{"type":"string","minLength":1},"headroomPercent":{"$ref":"#/$defs/HeadroomPercent"},"survive":{"$ref":"#/$defs/Survive"},"redundantMaintenance":{"$ref":"#/$defs/RedundantMaintenance"}}},"placement":{"$ref":"#/$defs/Placement"},"egress":{"type":"object","additionalProperties":false,"properties":{"mode":{"$ref":"#/$defs/EgressMode"},"allow":{"type":"object","propertyNames":{"type":"string","pattern":"^[a-z](-?[a-z0-9])*$","maxLength":32},"additionalProperties":{"$ref":"#/$defs/EgressAllowance"}}}},"proxy":{"type":"object","additionalProperties":false,"properties":{"url":{"type":"string","pattern":"^https?://"},"cidrs":{"type":"array","items":{"$ref":"#/$defs/Cidr"},"uniqueItems":true,"minItems":1},"credentials":{"$ref":"#/$defs/SecretReference"}},"required":["url"]},"enrolment":{"type":"string","enum":["managed-identity","token"]},"limits":{"type":"object","additionalProperties":false,"properties":{"connections":{"type":"integer","minimum":1,"maximum":100000}}},"update":{"$ref":"#/$defs/UpdatePolicy"},"shard":{"type":"integer","minimum":0,"maximum":63},"applications":{"type":"object","propertyNames":{"type":"string","pattern":"^[a-z](-?[a-z0-9])*$","maxLength":32},"additionalProperties":{"$ref":"#/$defs/Application"}}}},"HeadroomPercent":{"type":"integer","minimum":0,"maximum":90},"Survive":{"type":"string","enum":["connector","zone"]},"RedundantMaintenance":{"type":"boolean"},"CapacityRow":{"type":"object","additionalProperties":false,"properties":{"cores":{"type":"integer","minimum":1,"maximum":1024},"ramGiB":{"type":"number","exclusiveMinimum":0,"maximum":65536},"p99Ms":{"type":"number","exclusiveMinimum":0},"maxTps":{"type":"number","exclusiveMinimum":0},"raisedLimits":{"type":"boolean"}},"required":["cores","ramGiB","maxTps"]},"CapacityProfile":{"type":"object","additionalProperties":false,"properties":{"date":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"},"source":{"type":"string","minLength":5,"maxLength":300},"rows":{"type":"array","items":{"$ref":"#/$defs/CapacityRow"},"minItems":1,"maxItems":32},"maxMbps":{"type":"number","exclusiveMinimum":0}},"required":["date","source","rows"]},"Certificate":{"type":"object","additionalProperties":false,"properties":{"hosts":{"type":"array","items":{"$ref":"#/$defs/HostName"},"uniqueItems":true,"minItems":1},"issuer":{"type":"string","minLength":1,"maxLength":128},"keyVaultSecret":{"type":"string","pattern":"^[0-9a-zA-Z-]{1,127}$"},"files":{"type":"object","additionalProperties":false,"properties":{"certificate":{"type":"string","minLength":1},"key":{"type":"string","minLength":1}},"required":["certificate","key"]},"validityMonths":{"type":"integer","minimum":1,"maximum":120}},"required":["hosts"]},"SignInProvider":{"type":"object","additionalProperties":false,"properties":{"issuer":{"type":"string","pattern":"^https://"},"clientId":{"type":"string","minLength":1,"maxLength":256},"clientSecret":{"$ref":"#/$defs/SecretReference"},"scopes":{"type":"array","items":{"type":"string","pattern":"^[!#-\\[\\]-~]+$"},"uniqueItems":true,"minItems":1}},"required":["issuer","clientId","clientSecret"]},"AzureRegion":{"type":"object","additionalProperties":false,"properties":{"addressSpace":{"$ref":"#/$defs/Cidr"},"virtualNetwork":{"$ref":"#/$defs/ArmId"},"subnets":{"type":"object","additionalProperties":false,"properties":{"relay":{"$ref":"#/$defs/ArmId"},"connectors":{"$ref":"#/$defs/ArmId"}}},"egress":{"$ref":"#/$defs/EgressMode"},"firewall":{"type":"object","additionalProperties":false,"properties":{"policy":{"$ref":"#/$defs/ArmId"},"privateIp":{"$ref":"#/$defs/Address"},"priority":{"type":"integer","minimum":100,"maximum":65000}},"required":["policy","privateIp"]},"dnsServers":{"type":"array","items":{"$ref":"#/$defs/Address"},"uniqueItems":true,"minItems":1},"publicIpPrefix":{"$ref":"#/$defs/ArmId"}}},"AzureTarget":{"type":"object","additionalProperties":false,"properties":{"environment":{"type":"string","enum":["public","usgovernment","china"]},"region":{"$ref":"#/$defs/Region"},"tenantId":{"$ref":"#/$defs/Uuid"},"subscriptionId":{"$ref":"#/$defs/Uuid"},"regions":{"type":"object","propertyNames":{"type":"string","pattern":"^[a-z][a-z0-9]{2,30}$"},"additionalProperties":{"$ref":"#/$defs/AzureRegion"}},"shards":{"type":"integer","minimum":1,"maximum":64},"backend":{"if":{"type":["object"]},"then":{"type":"object","additionalProperties":false,"properties":{"resourceGroup":{"type":"string","minLength":1,"maxLength":90},"storageAccount":{"type":"string","pattern":"^[a-z0-9]{3,24}$"},"container":{"type":"string","pattern":"^[a-z0-9](-?[a-z0-9])*$","minLength":3,"maxLength":63},"keyPrefix":{"type":"string","maxLength":200}},"required":["resourceGroup","storageAccount","container"]},"else":{"const":"local"}},"image":{"if":{"type":"object","anyOf":[{"required":["id"]}]},"then":{"type":"object","additionalProperties":false,"properties":{"id":{"$ref":"#/$defs/ArmId"}},"required":["id"]},"else":{"type":"object","additionalProperties":false,"properties":{"publisher":{"type":"string","minLength":1},"offer":{"type":"string","minLength":1},"sku":{"type":"string","minLength":1},"version":{"type":"string","pattern":"^[0-9]+\\.[0-9]+\\.[0-9]+$"}},"required":["publisher","offer","sku","version"]}},"administrator":{"type":"object","additionalProperties":false,"properties":{"username":{"type":"string","pattern":"^[a-z_][a-z0-9_-]{0,31}$"},"sshPublicKey":{"type":"string","pattern":"^ssh-(rsa|ed25519) [A-Za-z0-9+/=]+( [^\\r\\n]*)?$"}}},"existing":{"type":"object","additionalProperties":false,"properties":{"resourceGroup":{"$ref":"#/$defs/ArmId"},"keyVault":{"$ref":"#/$defs/ArmId"},"storageAccount":{"$ref":"#/$defs/ArmId"},"logWorkspace":{"$ref":"#/$defs/ArmId"},"dnsZone":{"$ref":"#/$defs/ArmId"},"actionGroup":{"$ref":"#/$defs/ArmId"}}},"deployers":{"type":"object","propertyNames":{"type":"string","pattern":"^[a-z](-?[a-z0-9])*$","maxLength":32},"additionalProperties":{"$ref":"#/$defs/Uuid"}},"allowedIps":{"type":"array","items":{"$ref":"#/$defs/Cidr"},"uniqueItems":true},"alertEmails":{"type":"object","propertyNames":{"type":"string","pattern":"^[a-z](-?[a-z0-9])*$","maxLength":32},"additionalProperties":{"type":"string","pattern":"^[^@\\s]+@[^@\\s]+$"}},"logRetentionDays":{"type":"integer","minimum":30,"maximum":730},"tags":{"type":"object","maxProperties":15,"propertyNames":{"pattern":"^[^<>%&\\\\?/]{1,128}$"},"additionalProperties":{"type":"string","maxLength":256}}},"required":["region","tenantId","subscriptionId"]},"DockerTarget":{"type":"object","additionalProperties":false,"properties":{"host":{"type":"string","pattern":"^(unix|tcp|ssh|npipe)://"},"baseImage":{"type":"string","minLength":1,"maxLength":255},"edgeImage":{"type":"string","minLength":1,"maxLength":255},"httpsPort":{"type":"integer","minimum":1,"maximum":65535},"bindAddress":{"type":"string","pattern":"^[0-9a-f.:]+$"},"connectorMemoryMiB":{"type":"integer","minimum":64,"maximum":1048576},"relayMemoryMiB":{"type":"integer","minimum":64,"maximum":1048576}}},"LocalTarget":{"type":"object","additionalProperties":false,"properties":{"httpsPort":{"type":"integer","minimum":1,"maximum":65535}}}}};
const func1 = Object.prototype.hasOwnProperty;
const func2 = require("ajv/dist/runtime/ucs2length").default;
const func0 = require("ajv/dist/runtime/equal").default;
const pattern3 = new RegExp("^[a-z][a-z0-9]{1,11}$", "u");
const pattern4 = new RegExp("^[a-z][a-z0-9]{2,30}$", "u");
const pattern15 = new RegExp("^[a-z](-?[a-z0-9])*$", "u");
const pattern30 = new RegExp("^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?$", "u");
const pattern21 = new RegExp("^Standard_[A-Za-z0-9_]+$", "u");
const schema20 = {"type":"string","minLength":1,"maxLength":253};

function validate53(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate53.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(func2(data) > 253){
const err0 = {instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 253}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(func2(data) < 1){
const err1 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate53.errors = vErrors;
return errors === 0;
}
validate53.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema21 = {"type":"object","additionalProperties":false,"properties":{"environment":{"type":"string","enum":["public","usgovernment","china"]},"region":{"$ref":"#/$defs/Region"},"tenantId":{"$ref":"#/$defs/Uuid"},"subscriptionId":{"$ref":"#/$defs/Uuid"},"regions":{"type":"object","propertyNames":{"type":"string","pattern":"^[a-z][a-z0-9]{2,30}$"},"additionalProperties":{"$ref":"#/$defs/AzureRegion"}},"shards":{"type":"integer","minimum":1,"maximum":64},"backend":{"if":{"type":["object"]},"then":{"type":"object","additionalProperties":false,"properties":{"resourceGroup":{"type":"string","minLength":1,"maxLength":90},"storageAccount":{"type":"string","pattern":"^[a-z0-9]{3,24}$"},"container":{"type":"string","pattern":"^[a-z0-9](-?[a-z0-9])*$","minLength":3,"maxLength":63},"keyPrefix":{"type":"string","maxLength":200}},"required":["resourceGroup","storageAccount","container"]},"else":{"const":"local"}},"image":{"if":{"type":"object","anyOf":[{"required":["id"]}]},"then":{"type":"object","additionalProperties":false,"properties":{"id":{"$ref":"#/$defs/ArmId"}},"required":["id"]},"else":{"type":"object","additionalProperties":false,"properties":{"publisher":{"type":"string","minLength":1},"offer":{"type":"string","minLength":1},"sku":{"type":"string","minLength":1},"version":{"type":"string","pattern":"^[0-9]+\\.[0-9]+\\.[0-9]+$"}},"required":["publisher","offer","sku","version"]}},"administrator":{"type":"object","additionalProperties":false,"properties":{"username":{"type":"string","pattern":"^[a-z_][a-z0-9_-]{0,31}$"},"sshPublicKey":{"type":"string","pattern":"^ssh-(rsa|ed25519) [A-Za-z0-9+/=]+( [^\\r\\n]*)?$"}}},"existing":{"type":"object","additionalProperties":false,"properties":{"resourceGroup":{"$ref":"#/$defs/ArmId"},"keyVault":{"$ref":"#/$defs/ArmId"},"storageAccount":{"$ref":"#/$defs/ArmId"},"logWorkspace":{"$ref":"#/$defs/ArmId"},"dnsZone":{"$ref":"#/$defs/ArmId"},"actionGroup":{"$ref":"#/$defs/ArmId"}}},"deployers":{"type":"object","propertyNames":{"type":"string","pattern":"^[a-z](-?[a-z0-9])*$","maxLength":32},"additionalProperties":{"$ref":"#/$defs/Uuid"}},"allowedIps":{"type":"array","items":{"$ref":"#/$defs/Cidr"},"uniqueItems":true},"alertEmails":{"type":"object","propertyNames":{"type":"string","pattern":"^[a-z](-?[a-z0-9])*$","maxLength":32},"additionalProperties":{"type":"string","pattern":"^[^@\\s]+@[^@\\s]+$"}},"logRetentionDays":{"type":"integer","minimum":30,"maximum":730},"tags":{"type":"object","maxProperties":15,"propertyNames":{"pattern":"^[^<>%&\\\\?/]{1,128}$"},"additionalProperties":{"type":"string","maxLength":256}}},"required":["region","tenantId","subscriptionId"]};
const schema22 = {"type":"string","pattern":"^[a-z][a-z0-9]{2,30}$"};

function validate56(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate56.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern4.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9]{2,30}$"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate56.errors = vErrors;
return errors === 0;
}
validate56.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema23 = {"type":"string","pattern":"^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$"};
const pattern5 = new RegExp("^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$", "u");

function validate58(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate58.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern5.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate58.errors = vErrors;
return errors === 0;
}
validate58.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema24 = {"type":"object","additionalProperties":false,"properties":{"addressSpace":{"$ref":"#/$defs/Cidr"},"virtualNetwork":{"$ref":"#/$defs/ArmId"},"subnets":{"type":"object","additionalProperties":false,"properties":{"relay":{"$ref":"#/$defs/ArmId"},"connectors":{"$ref":"#/$defs/ArmId"}}},"egress":{"$ref":"#/$defs/EgressMode"},"firewall":{"type":"object","additionalProperties":false,"properties":{"policy":{"$ref":"#/$defs/ArmId"},"privateIp":{"$ref":"#/$defs/Address"},"priority":{"type":"integer","minimum":100,"maximum":65000}},"required":["policy","privateIp"]},"dnsServers":{"type":"array","items":{"$ref":"#/$defs/Address"},"uniqueItems":true,"minItems":1},"publicIpPrefix":{"$ref":"#/$defs/ArmId"}}};
const schema25 = {"type":"string","pattern":"^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(/([0-9]|[12][0-9]|3[0-2]))?$"};
const pattern7 = new RegExp("^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(/([0-9]|[12][0-9]|3[0-2]))?$", "u");

function validate62(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate62.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern7.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(/([0-9]|[12][0-9]|3[0-2]))?$"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate62.errors = vErrors;
return errors === 0;
}
validate62.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema26 = {"type":"string","pattern":"^/subscriptions/[0-9a-fA-F-]{36}/resourceGroups/[^/]+(/providers/[^/]+(/[^/]+/[^/]+)+)?$"};
const pattern8 = new RegExp("^/subscriptions/[0-9a-fA-F-]{36}/resourceGroups/[^/]+(/providers/[^/]+(/[^/]+/[^/]+)+)?$", "u");

function validate64(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate64.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern8.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^/subscriptions/[0-9a-fA-F-]{36}/resourceGroups/[^/]+(/providers/[^/]+(/[^/]+/[^/]+)+)?$"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate64.errors = vErrors;
return errors === 0;
}
validate64.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema27 = {"type":"string","enum":["nat","firewall","existing"]};

function validate68(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate68.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(!(((data === "nat") || (data === "firewall")) || (data === "existing"))){
const err1 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema27.enum}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate68.errors = vErrors;
return errors === 0;
}
validate68.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema28 = {"type":"string","pattern":"^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$"};
const pattern9 = new RegExp("^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$", "u");

function validate71(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate71.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern9.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate71.errors = vErrors;
return errors === 0;
}
validate71.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate61(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate61.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((((key0 === "addressSpace") || (key0 === "virtualNetwork")) || (key0 === "subnets")) || (key0 === "egress")) || (key0 === "firewall")) || (key0 === "dnsServers")) || (key0 === "publicIpPrefix"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.addressSpace !== undefined){
if(!(validate62(data.addressSpace, {instancePath:instancePath+"/addressSpace",parentData:data,parentDataProperty:"addressSpace",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate62.errors : append(vErrors, validate62.errors);
errors = vErrors.length;
}
}
if(data.virtualNetwork !== undefined){
if(!(validate64(data.virtualNetwork, {instancePath:instancePath+"/virtualNetwork",parentData:data,parentDataProperty:"virtualNetwork",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate64.errors : append(vErrors, validate64.errors);
errors = vErrors.length;
}
}
if(data.subnets !== undefined){
let data2 = data.subnets;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
if(!((key1 === "relay") || (key1 === "connectors"))){
const err1 = {instancePath:instancePath+"/subnets",schemaPath:"#/properties/subnets/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data2.relay !== undefined){
if(!(validate64(data2.relay, {instancePath:instancePath+"/subnets/relay",parentData:data2,parentDataProperty:"relay",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate64.errors : append(vErrors, validate64.errors);
errors = vErrors.length;
}
}
if(data2.connectors !== undefined){
if(!(validate64(data2.connectors, {instancePath:instancePath+"/subnets/connectors",parentData:data2,parentDataProperty:"connectors",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate64.errors : append(vErrors, validate64.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath:instancePath+"/subnets",schemaPath:"#/properties/subnets/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.egress !== undefined){
if(!(validate68(data.egress, {instancePath:instancePath+"/egress",parentData:data,parentDataProperty:"egress",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate68.errors : append(vErrors, validate68.errors);
errors = vErrors.length;
}
}
if(data.firewall !== undefined){
let data6 = data.firewall;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.policy === undefined){
const err3 = {instancePath:instancePath+"/firewall",schemaPath:"#/properties/firewall/required",keyword:"required",params:{missingProperty: "policy"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data6.privateIp === undefined){
const err4 = {instancePath:instancePath+"/firewall",schemaPath:"#/properties/firewall/required",keyword:"required",params:{missingProperty: "privateIp"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key2 in data6){
if(!(((key2 === "policy") || (key2 === "privateIp")) || (key2 === "priority"))){
const err5 = {instancePath:instancePath+"/firewall",schemaPath:"#/properties/firewall/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data6.policy !== undefined){
if(!(validate64(data6.policy, {instancePath:instancePath+"/firewall/policy",parentData:data6,parentDataProperty:"policy",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate64.errors : append(vErrors, validate64.errors);
errors = vErrors.length;
}
}
if(data6.privateIp !== undefined){
if(!(validate71(data6.privateIp, {instancePath:instancePath+"/firewall/privateIp",parentData:data6,parentDataProperty:"privateIp",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate71.errors : append(vErrors, validate71.errors);
errors = vErrors.length;
}
}
if(data6.priority !== undefined){
let data9 = data6.priority;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err6 = {instancePath:instancePath+"/firewall/priority",schemaPath:"#/properties/firewall/properties/priority/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 65000 || isNaN(data9)){
const err7 = {instancePath:instancePath+"/firewall/priority",schemaPath:"#/properties/firewall/properties/priority/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65000}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data9 < 100 || isNaN(data9)){
const err8 = {instancePath:instancePath+"/firewall/priority",schemaPath:"#/properties/firewall/properties/priority/minimum",keyword:"minimum",params:{comparison: ">=", limit: 100}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
}
else {
const err9 = {instancePath:instancePath+"/firewall",schemaPath:"#/properties/firewall/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.dnsServers !== undefined){
let data10 = data.dnsServers;
if(Array.isArray(data10)){
if(data10.length < 1){
const err10 = {instancePath:instancePath+"/dnsServers",schemaPath:"#/properties/dnsServers/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len0 = data10.length;
for(let i0=0; i0<len0; i0++){
if(!(validate71(data10[i0], {instancePath:instancePath+"/dnsServers/" + i0,parentData:data10,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate71.errors : append(vErrors, validate71.errors);
errors = vErrors.length;
}
}
let i1 = data10.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data10[i1], data10[j0])){
const err11 = {instancePath:instancePath+"/dnsServers",schemaPath:"#/properties/dnsServers/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err12 = {instancePath:instancePath+"/dnsServers",schemaPath:"#/properties/dnsServers/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.publicIpPrefix !== undefined){
if(!(validate64(data.publicIpPrefix, {instancePath:instancePath+"/publicIpPrefix",parentData:data,parentDataProperty:"publicIpPrefix",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate64.errors : append(vErrors, validate64.errors);
errors = vErrors.length;
}
}
}
else {
const err13 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
validate61.errors = vErrors;
return errors === 0;
}
validate61.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const pattern10 = new RegExp("^[a-z0-9]{3,24}$", "u");
const pattern11 = new RegExp("^[a-z0-9](-?[a-z0-9])*$", "u");
const pattern12 = new RegExp("^[0-9]+\\.[0-9]+\\.[0-9]+$", "u");
const pattern13 = new RegExp("^[a-z_][a-z0-9_-]{0,31}$", "u");
const pattern14 = new RegExp("^ssh-(rsa|ed25519) [A-Za-z0-9+/=]+( [^\\r\\n]*)?$", "u");
const pattern17 = new RegExp("^[^@\\s]+@[^@\\s]+$", "u");
const pattern18 = new RegExp("^[^<>%&\\\\?/]{1,128}$", "u");

function validate55(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate55.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.region === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "region"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.tenantId === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "tenantId"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.subscriptionId === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "subscriptionId"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema21.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.environment !== undefined){
let data0 = data.environment;
if(typeof data0 !== "string"){
const err4 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!(((data0 === "public") || (data0 === "usgovernment")) || (data0 === "china"))){
const err5 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/enum",keyword:"enum",params:{allowedValues: schema21.properties.environment.enum}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.region !== undefined){
if(!(validate56(data.region, {instancePath:instancePath+"/region",parentData:data,parentDataProperty:"region",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate56.errors : append(vErrors, validate56.errors);
errors = vErrors.length;
}
}
if(data.tenantId !== undefined){
if(!(validate58(data.tenantId, {instancePath:instancePath+"/tenantId",parentData:data,parentDataProperty:"tenantId",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate58.errors : append(vErrors, validate58.errors);
errors = vErrors.length;
}
}
if(data.subscriptionId !== undefined){
if(!(validate58(data.subscriptionId, {instancePath:instancePath+"/subscriptionId",parentData:data,parentDataProperty:"subscriptionId",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate58.errors : append(vErrors, validate58.errors);
errors = vErrors.length;
}
}
if(data.regions !== undefined){
let data4 = data.regions;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
const _errs9 = errors;
if(typeof key1 === "string"){
if(!pattern4.test(key1)){
const err6 = {instancePath:instancePath+"/regions",schemaPath:"#/properties/regions/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9]{2,30}$"},propertyName:key1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/regions",schemaPath:"#/properties/regions/propertyNames/type",keyword:"type",params:{type: "string"},propertyName:key1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
var valid1 = _errs9 === errors;
if(!valid1){
const err8 = {instancePath:instancePath+"/regions",schemaPath:"#/properties/regions/propertyNames",keyword:"propertyNames",params:{propertyName: key1}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
for(const key2 in data4){
if(!(validate61(data4[key2], {instancePath:instancePath+"/regions/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data4,parentDataProperty:key2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : append(vErrors, validate61.errors);
errors = vErrors.length;
}
}
}
else {
const err9 = {instancePath:instancePath+"/regions",schemaPath:"#/properties/regions/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.shards !== undefined){
let data6 = data.shards;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err10 = {instancePath:instancePath+"/shards",schemaPath:"#/properties/shards/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 64 || isNaN(data6)){
const err11 = {instancePath:instancePath+"/shards",schemaPath:"#/properties/shards/maximum",keyword:"maximum",params:{comparison: "<=", limit: 64}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err12 = {instancePath:instancePath+"/shards",schemaPath:"#/properties/shards/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
if(data.backend !== undefined){
let data7 = data.backend;
const _errs16 = errors;
let valid3 = true;
const _errs17 = errors;
if(!(data7 && typeof data7 == "object" && !Array.isArray(data7))){
const err13 = {};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var _valid0 = _errs17 === errors;
errors = _errs16;
if(vErrors !== null){
if(_errs16){
vErrors.length = _errs16;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs19 = errors;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.resourceGroup === undefined){
const err14 = {instancePath:instancePath+"/backend",schemaPath:"#/properties/backend/then/required",keyword:"required",params:{missingProperty: "resourceGroup"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data7.storageAccount === undefined){
const err15 = {instancePath:instancePath+"/backend",schemaPath:"#/properties/backend/then/required",keyword:"required",params:{missingProperty: "storageAccount"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data7.container === undefined){
const err16 = {instancePath:instancePath+"/backend",schemaPath:"#/properties/backend/then/required",keyword:"required",params:{missingProperty: "container"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
for(const key3 in data7){
if(!((((key3 === "resourceGroup") || (key3 === "storageAccount")) || (key3 === "container")) || (key3 === "keyPrefix"))){
const err17 = {instancePath:instancePath+"/backend",schemaPath:"#/properties/backend/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data7.resourceGroup !== undefined){
let data8 = data7.resourceGroup;
if(typeof data8 === "string"){
if(func2(data8) > 90){
const err18 = {instancePath:instancePath+"/backend/resourceGroup",schemaPath:"#/properties/backend/then/properties/resourceGroup/maxLength",keyword:"maxLength",params:{limit: 90}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(func2(data8) < 1){
const err19 = {instancePath:instancePath+"/backend/resourceGroup",schemaPath:"#/properties/backend/then/properties/resourceGroup/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/backend/resourceGroup",schemaPath:"#/properties/backend/then/properties/resourceGroup/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data7.storageAccount !== undefined){
let data9 = data7.storageAccount;
if(typeof data9 === "string"){
if(!pattern10.test(data9)){
const err21 = {instancePath:instancePath+"/backend/storageAccount",schemaPath:"#/properties/backend/then/properties/storageAccount/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]{3,24}$"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/backend/storageAccount",schemaPath:"#/properties/backend/then/properties/storageAccount/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data7.container !== undefined){
let data10 = data7.container;
if(typeof data10 === "string"){
if(func2(data10) > 63){
const err23 = {instancePath:instancePath+"/backend/container",schemaPath:"#/properties/backend/then/properties/container/maxLength",keyword:"maxLength",params:{limit: 63}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(func2(data10) < 3){
const err24 = {instancePath:instancePath+"/backend/container",schemaPath:"#/properties/backend/then/properties/container/minLength",keyword:"minLength",params:{limit: 3}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(!pattern11.test(data10)){
const err25 = {instancePath:instancePath+"/backend/container",schemaPath:"#/properties/backend/then/properties/container/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9](-?[a-z0-9])*$"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/backend/container",schemaPath:"#/properties/backend/then/properties/container/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data7.keyPrefix !== undefined){
let data11 = data7.keyPrefix;
if(typeof data11 === "string"){
if(func2(data11) > 200){
const err27 = {instancePath:instancePath+"/backend/keyPrefix",schemaPath:"#/properties/backend/then/properties/keyPrefix/maxLength",keyword:"maxLength",params:{limit: 200}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/backend/keyPrefix",schemaPath:"#/properties/backend/then/properties/keyPrefix/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/backend",schemaPath:"#/properties/backend/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
var _valid0 = _errs19 === errors;
valid3 = _valid0;
ifClause0 = "then";
}
else {
const _errs30 = errors;
if("local" !== data7){
const err30 = {instancePath:instancePath+"/backend",schemaPath:"#/properties/backend/else/const",keyword:"const",params:{allowedValue: "local"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
var _valid0 = _errs30 === errors;
valid3 = _valid0;
ifClause0 = "else";
}
if(!valid3){
const err31 = {instancePath:instancePath+"/backend",schemaPath:"#/properties/backend/if",keyword:"if",params:{failingKeyword: ifClause0}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.image !== undefined){
let data12 = data.image;
const _errs32 = errors;
let valid5 = true;
const _errs33 = errors;
if(!(data12 && typeof data12 == "object" && !Array.isArray(data12))){
const err32 = {};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
const _errs35 = errors;
let valid6 = false;
const _errs36 = errors;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
let missing0;
if((data12.id === undefined) && (missing0 = "id")){
const err33 = {};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
var _valid2 = _errs36 === errors;
valid6 = valid6 || _valid2;
if(!valid6){
const err34 = {};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
else {
errors = _errs35;
if(vErrors !== null){
if(_errs35){
vErrors.length = _errs35;
}
else {
vErrors = null;
}
}
}
var _valid1 = _errs33 === errors;
errors = _errs32;
if(vErrors !== null){
if(_errs32){
vErrors.length = _errs32;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs37 = errors;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.id === undefined){
const err35 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/then/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
for(const key4 in data12){
if(!(key4 === "id")){
const err36 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data12.id !== undefined){
if(!(validate64(data12.id, {instancePath:instancePath+"/image/id",parentData:data12,parentDataProperty:"id",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate64.errors : append(vErrors, validate64.errors);
errors = vErrors.length;
}
}
}
else {
const err37 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
var _valid1 = _errs37 === errors;
valid5 = _valid1;
if(valid5){
var props1 = true;
}
ifClause1 = "then";
}
else {
const _errs41 = errors;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.publisher === undefined){
const err38 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/else/required",keyword:"required",params:{missingProperty: "publisher"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data12.offer === undefined){
const err39 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/else/required",keyword:"required",params:{missingProperty: "offer"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data12.sku === undefined){
const err40 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/else/required",keyword:"required",params:{missingProperty: "sku"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data12.version === undefined){
const err41 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/else/required",keyword:"required",params:{missingProperty: "version"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
for(const key5 in data12){
if(!((((key5 === "publisher") || (key5 === "offer")) || (key5 === "sku")) || (key5 === "version"))){
const err42 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/else/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data12.publisher !== undefined){
let data14 = data12.publisher;
if(typeof data14 === "string"){
if(func2(data14) < 1){
const err43 = {instancePath:instancePath+"/image/publisher",schemaPath:"#/properties/image/else/properties/publisher/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/image/publisher",schemaPath:"#/properties/image/else/properties/publisher/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data12.offer !== undefined){
let data15 = data12.offer;
if(typeof data15 === "string"){
if(func2(data15) < 1){
const err45 = {instancePath:instancePath+"/image/offer",schemaPath:"#/properties/image/else/properties/offer/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath:instancePath+"/image/offer",schemaPath:"#/properties/image/else/properties/offer/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data12.sku !== undefined){
let data16 = data12.sku;
if(typeof data16 === "string"){
if(func2(data16) < 1){
const err47 = {instancePath:instancePath+"/image/sku",schemaPath:"#/properties/image/else/properties/sku/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {instancePath:instancePath+"/image/sku",schemaPath:"#/properties/image/else/properties/sku/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data12.version !== undefined){
let data17 = data12.version;
if(typeof data17 === "string"){
if(!pattern12.test(data17)){
const err49 = {instancePath:instancePath+"/image/version",schemaPath:"#/properties/image/else/properties/version/pattern",keyword:"pattern",params:{pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+$"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/image/version",schemaPath:"#/properties/image/else/properties/version/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/else/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
var _valid1 = _errs41 === errors;
valid5 = _valid1;
if(valid5){
if(props1 !== true){
props1 = true;
}
}
ifClause1 = "else";
}
if(!valid5){
const err52 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/if",keyword:"if",params:{failingKeyword: ifClause1}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data.administrator !== undefined){
let data18 = data.administrator;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
for(const key6 in data18){
if(!((key6 === "username") || (key6 === "sshPublicKey"))){
const err53 = {instancePath:instancePath+"/administrator",schemaPath:"#/properties/administrator/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data18.username !== undefined){
let data19 = data18.username;
if(typeof data19 === "string"){
if(!pattern13.test(data19)){
const err54 = {instancePath:instancePath+"/administrator/username",schemaPath:"#/properties/administrator/properties/username/pattern",keyword:"pattern",params:{pattern: "^[a-z_][a-z0-9_-]{0,31}$"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
else {
const err55 = {instancePath:instancePath+"/administrator/username",schemaPath:"#/properties/administrator/properties/username/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data18.sshPublicKey !== undefined){
let data20 = data18.sshPublicKey;
if(typeof data20 === "string"){
if(!pattern14.test(data20)){
const err56 = {instancePath:instancePath+"/administrator/sshPublicKey",schemaPath:"#/properties/administrator/properties/sshPublicKey/pattern",keyword:"pattern",params:{pattern: "^ssh-(rsa|ed25519) [A-Za-z0-9+/=]+( [^\\r\\n]*)?$"}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
else {
const err57 = {instancePath:instancePath+"/administrator/sshPublicKey",schemaPath:"#/properties/administrator/properties/sshPublicKey/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
else {
const err58 = {instancePath:instancePath+"/administrator",schemaPath:"#/properties/administrator/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data.existing !== undefined){
let data21 = data.existing;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key7 in data21){
if(!((((((key7 === "resourceGroup") || (key7 === "keyVault")) || (key7 === "storageAccount")) || (key7 === "logWorkspace")) || (key7 === "dnsZone")) || (key7 === "actionGroup"))){
const err59 = {instancePath:instancePath+"/existing",schemaPath:"#/properties/existing/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data21.resourceGroup !== undefined){
if(!(validate64(data21.resourceGroup, {instancePath:instancePath+"/existing/resourceGroup",parentData:data21,parentDataProperty:"resourceGroup",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate64.errors : append(vErrors, validate64.errors);
errors = vErrors.length;
}
}
if(data21.keyVault !== undefined){
if(!(validate64(data21.keyVault, {instancePath:instancePath+"/existing/keyVault",parentData:data21,parentDataProperty:"keyVault",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate64.errors : append(vErrors, validate64.errors);
errors = vErrors.length;
}
}
if(data21.storageAccount !== undefined){
if(!(validate64(data21.storageAccount, {instancePath:instancePath+"/existing/storageAccount",parentData:data21,parentDataProperty:"storageAccount",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate64.errors : append(vErrors, validate64.errors);
errors = vErrors.length;
}
}
if(data21.logWorkspace !== undefined){
if(!(validate64(data21.logWorkspace, {instancePath:instancePath+"/existing/logWorkspace",parentData:data21,parentDataProperty:"logWorkspace",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate64.errors : append(vErrors, validate64.errors);
errors = vErrors.length;
}
}
if(data21.dnsZone !== undefined){
if(!(validate64(data21.dnsZone, {instancePath:instancePath+"/existing/dnsZone",parentData:data21,parentDataProperty:"dnsZone",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate64.errors : append(vErrors, validate64.errors);
errors = vErrors.length;
}
}
if(data21.actionGroup !== undefined){
if(!(validate64(data21.actionGroup, {instancePath:instancePath+"/existing/actionGroup",parentData:data21,parentDataProperty:"actionGroup",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate64.errors : append(vErrors, validate64.errors);
errors = vErrors.length;
}
}
}
else {
const err60 = {instancePath:instancePath+"/existing",schemaPath:"#/properties/existing/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data.deployers !== undefined){
let data28 = data.deployers;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
for(const key8 in data28){
const _errs70 = errors;
if(typeof key8 === "string"){
if(func2(key8) > 32){
const err61 = {instancePath:instancePath+"/deployers",schemaPath:"#/properties/deployers/propertyNames/maxLength",keyword:"maxLength",params:{limit: 32},propertyName:key8};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(!pattern15.test(key8)){
const err62 = {instancePath:instancePath+"/deployers",schemaPath:"#/properties/deployers/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z](-?[a-z0-9])*$"},propertyName:key8};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
else {
const err63 = {instancePath:instancePath+"/deployers",schemaPath:"#/properties/deployers/propertyNames/type",keyword:"type",params:{type: "string"},propertyName:key8};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
var valid11 = _errs70 === errors;
if(!valid11){
const err64 = {instancePath:instancePath+"/deployers",schemaPath:"#/properties/deployers/propertyNames",keyword:"propertyNames",params:{propertyName: key8}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
for(const key9 in data28){
if(!(validate58(data28[key9], {instancePath:instancePath+"/deployers/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data28,parentDataProperty:key9,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate58.errors : append(vErrors, validate58.errors);
errors = vErrors.length;
}
}
}
else {
const err65 = {instancePath:instancePath+"/deployers",schemaPath:"#/properties/deployers/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data.allowedIps !== undefined){
let data30 = data.allowedIps;
if(Array.isArray(data30)){
const len0 = data30.length;
for(let i0=0; i0<len0; i0++){
if(!(validate62(data30[i0], {instancePath:instancePath+"/allowedIps/" + i0,parentData:data30,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate62.errors : append(vErrors, validate62.errors);
errors = vErrors.length;
}
}
let i1 = data30.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data30[i1], data30[j0])){
const err66 = {instancePath:instancePath+"/allowedIps",schemaPath:"#/properties/allowedIps/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err67 = {instancePath:instancePath+"/allowedIps",schemaPath:"#/properties/allowedIps/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data.alertEmails !== undefined){
let data32 = data.alertEmails;
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
for(const key10 in data32){
const _errs79 = errors;
if(typeof key10 === "string"){
if(func2(key10) > 32){
const err68 = {instancePath:instancePath+"/alertEmails",schemaPath:"#/properties/alertEmails/propertyNames/maxLength",keyword:"maxLength",params:{limit: 32},propertyName:key10};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(!pattern15.test(key10)){
const err69 = {instancePath:instancePath+"/alertEmails",schemaPath:"#/properties/alertEmails/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z](-?[a-z0-9])*$"},propertyName:key10};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
else {
const err70 = {instancePath:instancePath+"/alertEmails",schemaPath:"#/properties/alertEmails/propertyNames/type",keyword:"type",params:{type: "string"},propertyName:key10};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
var valid16 = _errs79 === errors;
if(!valid16){
const err71 = {instancePath:instancePath+"/alertEmails",schemaPath:"#/properties/alertEmails/propertyNames",keyword:"propertyNames",params:{propertyName: key10}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
for(const key11 in data32){
let data33 = data32[key11];
if(typeof data33 === "string"){
if(!pattern17.test(data33)){
const err72 = {instancePath:instancePath+"/alertEmails/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/alertEmails/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[^@\\s]+@[^@\\s]+$"}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
else {
const err73 = {instancePath:instancePath+"/alertEmails/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/alertEmails/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
else {
const err74 = {instancePath:instancePath+"/alertEmails",schemaPath:"#/properties/alertEmails/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data.logRetentionDays !== undefined){
let data34 = data.logRetentionDays;
if(!(((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34))) && (isFinite(data34)))){
const err75 = {instancePath:instancePath+"/logRetentionDays",schemaPath:"#/properties/logRetentionDays/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 > 730 || isNaN(data34)){
const err76 = {instancePath:instancePath+"/logRetentionDays",schemaPath:"#/properties/logRetentionDays/maximum",keyword:"maximum",params:{comparison: "<=", limit: 730}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if(data34 < 30 || isNaN(data34)){
const err77 = {instancePath:instancePath+"/logRetentionDays",schemaPath:"#/properties/logRetentionDays/minimum",keyword:"minimum",params:{comparison: ">=", limit: 30}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
}
if(data.tags !== undefined){
let data35 = data.tags;
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
if(Object.keys(data35).length > 15){
const err78 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/maxProperties",keyword:"maxProperties",params:{limit: 15}};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
for(const key12 in data35){
const _errs88 = errors;
if(typeof key12 === "string"){
if(!pattern18.test(key12)){
const err79 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[^<>%&\\\\?/]{1,128}$"},propertyName:key12};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
var valid18 = _errs88 === errors;
if(!valid18){
const err80 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/propertyNames",keyword:"propertyNames",params:{propertyName: key12}};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
for(const key13 in data35){
let data36 = data35[key13];
if(typeof data36 === "string"){
if(func2(data36) > 256){
const err81 = {instancePath:instancePath+"/tags/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/tags/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 256}};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
else {
const err82 = {instancePath:instancePath+"/tags/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/tags/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
else {
const err83 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
else {
const err84 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
validate55.errors = vErrors;
return errors === 0;
}
validate55.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema29 = {"type":"object","additionalProperties":false,"properties":{"host":{"type":"string","pattern":"^(unix|tcp|ssh|npipe)://"},"baseImage":{"type":"string","minLength":1,"maxLength":255},"edgeImage":{"type":"string","minLength":1,"maxLength":255},"httpsPort":{"type":"integer","minimum":1,"maximum":65535},"bindAddress":{"type":"string","pattern":"^[0-9a-f.:]+$"},"connectorMemoryMiB":{"type":"integer","minimum":64,"maximum":1048576},"relayMemoryMiB":{"type":"integer","minimum":64,"maximum":1048576}}};
const pattern19 = new RegExp("^(unix|tcp|ssh|npipe)://", "u");
const pattern20 = new RegExp("^[0-9a-f.:]+$", "u");

function validate86(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate86.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((((key0 === "host") || (key0 === "baseImage")) || (key0 === "edgeImage")) || (key0 === "httpsPort")) || (key0 === "bindAddress")) || (key0 === "connectorMemoryMiB")) || (key0 === "relayMemoryMiB"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.host !== undefined){
let data0 = data.host;
if(typeof data0 === "string"){
if(!pattern19.test(data0)){
const err1 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/pattern",keyword:"pattern",params:{pattern: "^(unix|tcp|ssh|npipe)://"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.baseImage !== undefined){
let data1 = data.baseImage;
if(typeof data1 === "string"){
if(func2(data1) > 255){
const err3 = {instancePath:instancePath+"/baseImage",schemaPath:"#/properties/baseImage/maxLength",keyword:"maxLength",params:{limit: 255}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(func2(data1) < 1){
const err4 = {instancePath:instancePath+"/baseImage",schemaPath:"#/properties/baseImage/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/baseImage",schemaPath:"#/properties/baseImage/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.edgeImage !== undefined){
let data2 = data.edgeImage;
if(typeof data2 === "string"){
if(func2(data2) > 255){
const err6 = {instancePath:instancePath+"/edgeImage",schemaPath:"#/properties/edgeImage/maxLength",keyword:"maxLength",params:{limit: 255}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(func2(data2) < 1){
const err7 = {instancePath:instancePath+"/edgeImage",schemaPath:"#/properties/edgeImage/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/edgeImage",schemaPath:"#/properties/edgeImage/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.httpsPort !== undefined){
let data3 = data.httpsPort;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err9 = {instancePath:instancePath+"/httpsPort",schemaPath:"#/properties/httpsPort/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 65535 || isNaN(data3)){
const err10 = {instancePath:instancePath+"/httpsPort",schemaPath:"#/properties/httpsPort/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data3 < 1 || isNaN(data3)){
const err11 = {instancePath:instancePath+"/httpsPort",schemaPath:"#/properties/httpsPort/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data.bindAddress !== undefined){
let data4 = data.bindAddress;
if(typeof data4 === "string"){
if(!pattern20.test(data4)){
const err12 = {instancePath:instancePath+"/bindAddress",schemaPath:"#/properties/bindAddress/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f.:]+$"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/bindAddress",schemaPath:"#/properties/bindAddress/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.connectorMemoryMiB !== undefined){
let data5 = data.connectorMemoryMiB;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err14 = {instancePath:instancePath+"/connectorMemoryMiB",schemaPath:"#/properties/connectorMemoryMiB/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 1048576 || isNaN(data5)){
const err15 = {instancePath:instancePath+"/connectorMemoryMiB",schemaPath:"#/properties/connectorMemoryMiB/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1048576}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data5 < 64 || isNaN(data5)){
const err16 = {instancePath:instancePath+"/connectorMemoryMiB",schemaPath:"#/properties/connectorMemoryMiB/minimum",keyword:"minimum",params:{comparison: ">=", limit: 64}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data.relayMemoryMiB !== undefined){
let data6 = data.relayMemoryMiB;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err17 = {instancePath:instancePath+"/relayMemoryMiB",schemaPath:"#/properties/relayMemoryMiB/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 1048576 || isNaN(data6)){
const err18 = {instancePath:instancePath+"/relayMemoryMiB",schemaPath:"#/properties/relayMemoryMiB/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1048576}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data6 < 64 || isNaN(data6)){
const err19 = {instancePath:instancePath+"/relayMemoryMiB",schemaPath:"#/properties/relayMemoryMiB/minimum",keyword:"minimum",params:{comparison: ">=", limit: 64}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate86.errors = vErrors;
return errors === 0;
}
validate86.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema30 = {"type":"object","additionalProperties":false,"properties":{"httpsPort":{"type":"integer","minimum":1,"maximum":65535}}};

function validate88(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate88.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(key0 === "httpsPort")){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.httpsPort !== undefined){
let data0 = data.httpsPort;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err1 = {instancePath:instancePath+"/httpsPort",schemaPath:"#/properties/httpsPort/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 65535 || isNaN(data0)){
const err2 = {instancePath:instancePath+"/httpsPort",schemaPath:"#/properties/httpsPort/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0 < 1 || isNaN(data0)){
const err3 = {instancePath:instancePath+"/httpsPort",schemaPath:"#/properties/httpsPort/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate88.errors = vErrors;
return errors === 0;
}
validate88.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema31 = {"type":"string","pattern":"^Standard_[A-Za-z0-9_]+$"};

function validate90(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate90.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern21.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^Standard_[A-Za-z0-9_]+$"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate90.errors = vErrors;
return errors === 0;
}
validate90.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema32 = {"type":"string","enum":["1","2","3"]};

function validate92(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate92.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(!(((data === "1") || (data === "2")) || (data === "3"))){
const err1 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema32.enum}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate92.errors = vErrors;
return errors === 0;
}
validate92.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema33 = {"type":"object","additionalProperties":false,"properties":{"hosts":{"type":"array","items":{"$ref":"#/$defs/HostName"},"uniqueItems":true,"minItems":1},"issuer":{"type":"string","minLength":1,"maxLength":128},"keyVaultSecret":{"type":"string","pattern":"^[0-9a-zA-Z-]{1,127}$"},"files":{"type":"object","additionalProperties":false,"properties":{"certificate":{"type":"string","minLength":1},"key":{"type":"string","minLength":1}},"required":["certificate","key"]},"validityMonths":{"type":"integer","minimum":1,"maximum":120}},"required":["hosts"]};
const pattern24 = new RegExp("^[0-9a-zA-Z-]{1,127}$", "u");

function validate96(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate96.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.hosts === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "hosts"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "hosts") || (key0 === "issuer")) || (key0 === "keyVaultSecret")) || (key0 === "files")) || (key0 === "validityMonths"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.hosts !== undefined){
let data0 = data.hosts;
if(Array.isArray(data0)){
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/hosts",schemaPath:"#/properties/hosts/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(!(validate53(data0[i0], {instancePath:instancePath+"/hosts/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate53.errors : append(vErrors, validate53.errors);
errors = vErrors.length;
}
}
let i1 = data0.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data0[i1], data0[j0])){
const err3 = {instancePath:instancePath+"/hosts",schemaPath:"#/properties/hosts/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err4 = {instancePath:instancePath+"/hosts",schemaPath:"#/properties/hosts/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.issuer !== undefined){
let data2 = data.issuer;
if(typeof data2 === "string"){
if(func2(data2) > 128){
const err5 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/maxLength",keyword:"maxLength",params:{limit: 128}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(func2(data2) < 1){
const err6 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.keyVaultSecret !== undefined){
let data3 = data.keyVaultSecret;
if(typeof data3 === "string"){
if(!pattern24.test(data3)){
const err8 = {instancePath:instancePath+"/keyVaultSecret",schemaPath:"#/properties/keyVaultSecret/pattern",keyword:"pattern",params:{pattern: "^[0-9a-zA-Z-]{1,127}$"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/keyVaultSecret",schemaPath:"#/properties/keyVaultSecret/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.files !== undefined){
let data4 = data.files;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.certificate === undefined){
const err10 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/required",keyword:"required",params:{missingProperty: "certificate"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data4.key === undefined){
const err11 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/required",keyword:"required",params:{missingProperty: "key"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key1 in data4){
if(!((key1 === "certificate") || (key1 === "key"))){
const err12 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data4.certificate !== undefined){
let data5 = data4.certificate;
if(typeof data5 === "string"){
if(func2(data5) < 1){
const err13 = {instancePath:instancePath+"/files/certificate",schemaPath:"#/properties/files/properties/certificate/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/files/certificate",schemaPath:"#/properties/files/properties/certificate/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data4.key !== undefined){
let data6 = data4.key;
if(typeof data6 === "string"){
if(func2(data6) < 1){
const err15 = {instancePath:instancePath+"/files/key",schemaPath:"#/properties/files/properties/key/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/files/key",schemaPath:"#/properties/files/properties/key/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.validityMonths !== undefined){
let data7 = data.validityMonths;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err18 = {instancePath:instancePath+"/validityMonths",schemaPath:"#/properties/validityMonths/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 120 || isNaN(data7)){
const err19 = {instancePath:instancePath+"/validityMonths",schemaPath:"#/properties/validityMonths/maximum",keyword:"maximum",params:{comparison: "<=", limit: 120}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data7 < 1 || isNaN(data7)){
const err20 = {instancePath:instancePath+"/validityMonths",schemaPath:"#/properties/validityMonths/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
}
else {
const err21 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
validate96.errors = vErrors;
return errors === 0;
}
validate96.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema34 = {"type":"object","additionalProperties":false,"properties":{"issuer":{"type":"string","pattern":"^https://"},"clientId":{"type":"string","minLength":1,"maxLength":256},"clientSecret":{"$ref":"#/$defs/SecretReference"},"scopes":{"type":"array","items":{"type":"string","pattern":"^[!#-\\[\\]-~]+$"},"uniqueItems":true,"minItems":1}},"required":["issuer","clientId","clientSecret"]};
const pattern26 = new RegExp("^https://", "u");
const pattern29 = new RegExp("^[!#-\\[\\]-~]+$", "u");
const schema35 = {"if":{"type":"object","anyOf":[{"required":["keyVaultSecret"]}]},"then":{"type":"object","additionalProperties":false,"properties":{"keyVaultSecret":{"type":"string","pattern":"^[0-9a-zA-Z-]{1,127}$"}},"required":["keyVaultSecret"]},"else":{"type":"object","additionalProperties":false,"properties":{"file":{"type":"string","pattern":"^/"}},"required":["file"]}};
const pattern28 = new RegExp("^/", "u");

function validate100(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate100.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs3 = errors;
let valid1 = false;
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.keyVaultSecret === undefined) && (missing0 = "keyVaultSecret")){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid1 = _errs4 === errors;
valid1 = valid1 || _valid1;
if(!valid1){
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.keyVaultSecret === undefined){
const err3 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "keyVaultSecret"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "keyVaultSecret")){
const err4 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.keyVaultSecret !== undefined){
let data0 = data.keyVaultSecret;
if(typeof data0 === "string"){
if(!pattern24.test(data0)){
const err5 = {instancePath:instancePath+"/keyVaultSecret",schemaPath:"#/then/properties/keyVaultSecret/pattern",keyword:"pattern",params:{pattern: "^[0-9a-zA-Z-]{1,127}$"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/keyVaultSecret",schemaPath:"#/then/properties/keyVaultSecret/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
var _valid0 = _errs5 === errors;
valid0 = _valid0;
if(valid0){
var props0 = true;
}
ifClause0 = "then";
}
else {
const _errs10 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.file === undefined){
const err8 = {instancePath,schemaPath:"#/else/required",keyword:"required",params:{missingProperty: "file"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key1 in data){
if(!(key1 === "file")){
const err9 = {instancePath,schemaPath:"#/else/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.file !== undefined){
let data1 = data.file;
if(typeof data1 === "string"){
if(!pattern28.test(data1)){
const err10 = {instancePath:instancePath+"/file",schemaPath:"#/else/properties/file/pattern",keyword:"pattern",params:{pattern: "^/"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/file",schemaPath:"#/else/properties/file/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/else/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid0 = _errs10 === errors;
valid0 = _valid0;
if(valid0){
if(props0 !== true){
props0 = true;
}
}
ifClause0 = "else";
}
if(!valid0){
const err13 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
validate100.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate100.evaluated = {"dynamicProps":true,"dynamicItems":false};


function validate99(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate99.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.issuer === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "issuer"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.clientId === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "clientId"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.clientSecret === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "clientSecret"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "issuer") || (key0 === "clientId")) || (key0 === "clientSecret")) || (key0 === "scopes"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.issuer !== undefined){
let data0 = data.issuer;
if(typeof data0 === "string"){
if(!pattern26.test(data0)){
const err4 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/pattern",keyword:"pattern",params:{pattern: "^https://"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/issuer",schemaPath:"#/properties/issuer/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.clientId !== undefined){
let data1 = data.clientId;
if(typeof data1 === "string"){
if(func2(data1) > 256){
const err6 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/maxLength",keyword:"maxLength",params:{limit: 256}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(func2(data1) < 1){
const err7 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.clientSecret !== undefined){
if(!(validate100(data.clientSecret, {instancePath:instancePath+"/clientSecret",parentData:data,parentDataProperty:"clientSecret",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate100.errors : append(vErrors, validate100.errors);
errors = vErrors.length;
}
}
if(data.scopes !== undefined){
let data3 = data.scopes;
if(Array.isArray(data3)){
if(data3.length < 1){
const err9 = {instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(!pattern29.test(data4)){
const err10 = {instancePath:instancePath+"/scopes/" + i0,schemaPath:"#/properties/scopes/items/pattern",keyword:"pattern",params:{pattern: "^[!#-\\[\\]-~]+$"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/scopes/" + i0,schemaPath:"#/properties/scopes/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
let i1 = data3.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data3[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err12 = {instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err13 = {instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate99.errors = vErrors;
return errors === 0;
}
validate99.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema36 = {"type":"string","pattern":"^[0-9a-f]{64}$"};
const pattern31 = new RegExp("^[0-9a-f]{64}$", "u");

function validate103(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate103.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern31.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate103.errors = vErrors;
return errors === 0;
}
validate103.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema37 = {"type":"integer","minimum":0,"maximum":90};

function validate105(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate105.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((typeof data == "number") && (isFinite(data))){
if(data > 90 || isNaN(data)){
const err1 = {instancePath,schemaPath:"#/maximum",keyword:"maximum",params:{comparison: "<=", limit: 90}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data < 0 || isNaN(data)){
const err2 = {instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
validate105.errors = vErrors;
return errors === 0;
}
validate105.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema38 = {"type":"string","enum":["connector","zone"]};

function validate107(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate107.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(!((data === "connector") || (data === "zone"))){
const err1 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema38.enum}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate107.errors = vErrors;
return errors === 0;
}
validate107.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema39 = {"type":"boolean"};

function validate109(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate109.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "boolean"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate109.errors = vErrors;
return errors === 0;
}
validate109.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema40 = {"type":"object","additionalProperties":false,"properties":{"date":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"},"source":{"type":"string","minLength":5,"maxLength":300},"rows":{"type":"array","items":{"$ref":"#/$defs/CapacityRow"},"minItems":1,"maxItems":32},"maxMbps":{"type":"number","exclusiveMinimum":0}},"required":["date","source","rows"]};
const pattern33 = new RegExp("^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$", "u");
const schema41 = {"type":"object","additionalProperties":false,"properties":{"cores":{"type":"integer","minimum":1,"maximum":1024},"ramGiB":{"type":"number","exclusiveMinimum":0,"maximum":65536},"p99Ms":{"type":"number","exclusiveMinimum":0},"maxTps":{"type":"number","exclusiveMinimum":0},"raisedLimits":{"type":"boolean"}},"required":["cores","ramGiB","maxTps"]};

function validate112(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate112.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.cores === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "cores"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.ramGiB === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ramGiB"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.maxTps === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "maxTps"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "cores") || (key0 === "ramGiB")) || (key0 === "p99Ms")) || (key0 === "maxTps")) || (key0 === "raisedLimits"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.cores !== undefined){
let data0 = data.cores;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err4 = {instancePath:instancePath+"/cores",schemaPath:"#/properties/cores/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 1024 || isNaN(data0)){
const err5 = {instancePath:instancePath+"/cores",schemaPath:"#/properties/cores/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data0 < 1 || isNaN(data0)){
const err6 = {instancePath:instancePath+"/cores",schemaPath:"#/properties/cores/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.ramGiB !== undefined){
let data1 = data.ramGiB;
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 65536 || isNaN(data1)){
const err7 = {instancePath:instancePath+"/ramGiB",schemaPath:"#/properties/ramGiB/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data1 <= 0 || isNaN(data1)){
const err8 = {instancePath:instancePath+"/ramGiB",schemaPath:"#/properties/ramGiB/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/ramGiB",schemaPath:"#/properties/ramGiB/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.p99Ms !== undefined){
let data2 = data.p99Ms;
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 <= 0 || isNaN(data2)){
const err10 = {instancePath:instancePath+"/p99Ms",schemaPath:"#/properties/p99Ms/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/p99Ms",schemaPath:"#/properties/p99Ms/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.maxTps !== undefined){
let data3 = data.maxTps;
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 <= 0 || isNaN(data3)){
const err12 = {instancePath:instancePath+"/maxTps",schemaPath:"#/properties/maxTps/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/maxTps",schemaPath:"#/properties/maxTps/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.raisedLimits !== undefined){
if(typeof data.raisedLimits !== "boolean"){
const err14 = {instancePath:instancePath+"/raisedLimits",schemaPath:"#/properties/raisedLimits/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
validate112.errors = vErrors;
return errors === 0;
}
validate112.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate111(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate111.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.date === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "date"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.source === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.rows === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rows"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "date") || (key0 === "source")) || (key0 === "rows")) || (key0 === "maxMbps"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.date !== undefined){
let data0 = data.date;
if(typeof data0 === "string"){
if(!pattern33.test(data0)){
const err4 = {instancePath:instancePath+"/date",schemaPath:"#/properties/date/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/date",schemaPath:"#/properties/date/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.source !== undefined){
let data1 = data.source;
if(typeof data1 === "string"){
if(func2(data1) > 300){
const err6 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/maxLength",keyword:"maxLength",params:{limit: 300}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(func2(data1) < 5){
const err7 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/minLength",keyword:"minLength",params:{limit: 5}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.rows !== undefined){
let data2 = data.rows;
if(Array.isArray(data2)){
if(data2.length > 32){
const err9 = {instancePath:instancePath+"/rows",schemaPath:"#/properties/rows/maxItems",keyword:"maxItems",params:{limit: 32}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data2.length < 1){
const err10 = {instancePath:instancePath+"/rows",schemaPath:"#/properties/rows/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(validate112(data2[i0], {instancePath:instancePath+"/rows/" + i0,parentData:data2,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate112.errors : append(vErrors, validate112.errors);
errors = vErrors.length;
}
}
}
else {
const err11 = {instancePath:instancePath+"/rows",schemaPath:"#/properties/rows/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.maxMbps !== undefined){
let data4 = data.maxMbps;
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 <= 0 || isNaN(data4)){
const err12 = {instancePath:instancePath+"/maxMbps",schemaPath:"#/properties/maxMbps/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/maxMbps",schemaPath:"#/properties/maxMbps/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate111.errors = vErrors;
return errors === 0;
}
validate111.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema42 = {"type":"object","additionalProperties":false,"properties":{"description":{"type":"string","maxLength":200},"formerly":{"$ref":"#/$defs/Name"},"load":{"$ref":"#/$defs/Load"},"size":{"$ref":"#/$defs/VmSize"},"connectors":{"type":"integer","minimum":1,"maximum":100},"fewerThanTwo":{"type":"object","additionalProperties":false,"properties":{"reason":{"type":"string","minLength":10,"maxLength":200}},"required":["reason"]},"capacity":{"type":"object","additionalProperties":false,"properties":{"profile":{"type":"string","minLength":1},"headroomPercent":{"$ref":"#/$defs/HeadroomPercent"},"survive":{"$ref":"#/$defs/Survive"},"redundantMaintenance":{"$ref":"#/$defs/RedundantMaintenance"}}},"placement":{"$ref":"#/$defs/Placement"},"egress":{"type":"object","additionalProperties":false,"properties":{"mode":{"$ref":"#/$defs/EgressMode"},"allow":{"type":"object","propertyNames":{"type":"string","pattern":"^[a-z](-?[a-z0-9])*$","maxLength":32},"additionalProperties":{"$ref":"#/$defs/EgressAllowance"}}}},"proxy":{"type":"object","additionalProperties":false,"properties":{"url":{"type":"string","pattern":"^https?://"},"cidrs":{"type":"array","items":{"$ref":"#/$defs/Cidr"},"uniqueItems":true,"minItems":1},"credentials":{"$ref":"#/$defs/SecretReference"}},"required":["url"]},"enrolment":{"type":"string","enum":["managed-identity","token"]},"limits":{"type":"object","additionalProperties":false,"properties":{"connections":{"type":"integer","minimum":1,"maximum":100000}}},"update":{"$ref":"#/$defs/UpdatePolicy"},"shard":{"type":"integer","minimum":0,"maximum":63},"applications":{"type":"object","propertyNames":{"type":"string","pattern":"^[a-z](-?[a-z0-9])*$","maxLength":32},"additionalProperties":{"$ref":"#/$defs/Application"}}}};
const schema43 = {"type":"string","pattern":"^[a-z](-?[a-z0-9])*$","maxLength":32};

function validate116(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate116.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(func2(data) > 32){
const err0 = {instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 32}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(!pattern15.test(data)){
const err1 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[a-z](-?[a-z0-9])*$"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate116.errors = vErrors;
return errors === 0;
}
validate116.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema44 = {"type":"object","additionalProperties":false,"properties":{"peakTps":{"type":"number","exclusiveMinimum":0,"maximum":1000000},"p99Ms":{"type":"number","exclusiveMinimum":0,"maximum":60000},"bandwidthMbps":{"type":"number","exclusiveMinimum":0,"maximum":10000000},"responseKiB":{"type":"number","exclusiveMinimum":0,"maximum":1048576}},"required":["peakTps"]};

function validate118(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate118.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.peakTps === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "peakTps"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "peakTps") || (key0 === "p99Ms")) || (key0 === "bandwidthMbps")) || (key0 === "responseKiB"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.peakTps !== undefined){
let data0 = data.peakTps;
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 1000000 || isNaN(data0)){
const err2 = {instancePath:instancePath+"/peakTps",schemaPath:"#/properties/peakTps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0 <= 0 || isNaN(data0)){
const err3 = {instancePath:instancePath+"/peakTps",schemaPath:"#/properties/peakTps/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/peakTps",schemaPath:"#/properties/peakTps/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.p99Ms !== undefined){
let data1 = data.p99Ms;
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 60000 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/p99Ms",schemaPath:"#/properties/p99Ms/maximum",keyword:"maximum",params:{comparison: "<=", limit: 60000}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1 <= 0 || isNaN(data1)){
const err6 = {instancePath:instancePath+"/p99Ms",schemaPath:"#/properties/p99Ms/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/p99Ms",schemaPath:"#/properties/p99Ms/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.bandwidthMbps !== undefined){
let data2 = data.bandwidthMbps;
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 10000000 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/bandwidthMbps",schemaPath:"#/properties/bandwidthMbps/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10000000}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data2 <= 0 || isNaN(data2)){
const err9 = {instancePath:instancePath+"/bandwidthMbps",schemaPath:"#/properties/bandwidthMbps/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/bandwidthMbps",schemaPath:"#/properties/bandwidthMbps/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.responseKiB !== undefined){
let data3 = data.responseKiB;
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 1048576 || isNaN(data3)){
const err11 = {instancePath:instancePath+"/responseKiB",schemaPath:"#/properties/responseKiB/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1048576}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data3 <= 0 || isNaN(data3)){
const err12 = {instancePath:instancePath+"/responseKiB",schemaPath:"#/properties/responseKiB/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/responseKiB",schemaPath:"#/properties/responseKiB/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate118.errors = vErrors;
return errors === 0;
}
validate118.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema45 = {"if":{"type":["object"]},"then":{"type":"object","additionalProperties":false,"properties":{"region":{"$ref":"#/$defs/Region"},"zones":{"type":"array","items":{"$ref":"#/$defs/Zone"},"uniqueItems":true},"subnet":{"if":{"type":"object","anyOf":[{"required":["id"]},{"required":["addressPrefixes"]}]},"then":{"type":"object","additionalProperties":false,"properties":{"id":{"$ref":"#/$defs/ArmId"},"addressPrefixes":{"type":"array","items":{"$ref":"#/$defs/Cidr"},"uniqueItems":true,"minItems":1}},"required":["id"]},"else":{"type":"object","additionalProperties":false,"properties":{"addressPrefix":{"$ref":"#/$defs/Cidr"}},"required":["addressPrefix"]}}}},"else":{"const":"external"}};

function validate124(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate124.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "region") || (key0 === "zones")) || (key0 === "subnet"))){
const err1 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.region !== undefined){
if(!(validate56(data.region, {instancePath:instancePath+"/region",parentData:data,parentDataProperty:"region",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate56.errors : append(vErrors, validate56.errors);
errors = vErrors.length;
}
}
if(data.zones !== undefined){
let data1 = data.zones;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(!(validate92(data1[i0], {instancePath:instancePath+"/zones/" + i0,parentData:data1,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate92.errors : append(vErrors, validate92.errors);
errors = vErrors.length;
}
}
let i1 = data1.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data1[i1], data1[j0])){
const err2 = {instancePath:instancePath+"/zones",schemaPath:"#/then/properties/zones/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err3 = {instancePath:instancePath+"/zones",schemaPath:"#/then/properties/zones/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.subnet !== undefined){
let data3 = data.subnet;
const _errs11 = errors;
let valid5 = true;
const _errs12 = errors;
if(!(data3 && typeof data3 == "object" && !Array.isArray(data3))){
const err4 = {};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
const _errs14 = errors;
let valid6 = false;
const _errs15 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing0;
if((data3.id === undefined) && (missing0 = "id")){
const err5 = {};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var _valid2 = _errs15 === errors;
valid6 = valid6 || _valid2;
const _errs16 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing1;
if((data3.addressPrefixes === undefined) && (missing1 = "addressPrefixes")){
const err6 = {};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
var _valid2 = _errs16 === errors;
valid6 = valid6 || _valid2;
if(!valid6){
const err7 = {};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
else {
errors = _errs14;
if(vErrors !== null){
if(_errs14){
vErrors.length = _errs14;
}
else {
vErrors = null;
}
}
}
var _valid1 = _errs12 === errors;
errors = _errs11;
if(vErrors !== null){
if(_errs11){
vErrors.length = _errs11;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs17 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.id === undefined){
const err8 = {instancePath:instancePath+"/subnet",schemaPath:"#/then/properties/subnet/then/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key1 in data3){
if(!((key1 === "id") || (key1 === "addressPrefixes"))){
const err9 = {instancePath:instancePath+"/subnet",schemaPath:"#/then/properties/subnet/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data3.id !== undefined){
if(!(validate64(data3.id, {instancePath:instancePath+"/subnet/id",parentData:data3,parentDataProperty:"id",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate64.errors : append(vErrors, validate64.errors);
errors = vErrors.length;
}
}
if(data3.addressPrefixes !== undefined){
let data5 = data3.addressPrefixes;
if(Array.isArray(data5)){
if(data5.length < 1){
const err10 = {instancePath:instancePath+"/subnet/addressPrefixes",schemaPath:"#/then/properties/subnet/then/properties/addressPrefixes/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len1 = data5.length;
for(let i2=0; i2<len1; i2++){
if(!(validate62(data5[i2], {instancePath:instancePath+"/subnet/addressPrefixes/" + i2,parentData:data5,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate62.errors : append(vErrors, validate62.errors);
errors = vErrors.length;
}
}
let i3 = data5.length;
let j1;
if(i3 > 1){
outer1:
for(;i3--;){
for(j1 = i3; j1--;){
if(func0(data5[i3], data5[j1])){
const err11 = {instancePath:instancePath+"/subnet/addressPrefixes",schemaPath:"#/then/properties/subnet/then/properties/addressPrefixes/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
break outer1;
}
}
}
}
}
else {
const err12 = {instancePath:instancePath+"/subnet/addressPrefixes",schemaPath:"#/then/properties/subnet/then/properties/addressPrefixes/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/subnet",schemaPath:"#/then/properties/subnet/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var _valid1 = _errs17 === errors;
valid5 = _valid1;
if(valid5){
var props0 = true;
}
ifClause1 = "then";
}
else {
const _errs24 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.addressPrefix === undefined){
const err14 = {instancePath:instancePath+"/subnet",schemaPath:"#/then/properties/subnet/else/required",keyword:"required",params:{missingProperty: "addressPrefix"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
for(const key2 in data3){
if(!(key2 === "addressPrefix")){
const err15 = {instancePath:instancePath+"/subnet",schemaPath:"#/then/properties/subnet/else/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data3.addressPrefix !== undefined){
if(!(validate62(data3.addressPrefix, {instancePath:instancePath+"/subnet/addressPrefix",parentData:data3,parentDataProperty:"addressPrefix",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate62.errors : append(vErrors, validate62.errors);
errors = vErrors.length;
}
}
}
else {
const err16 = {instancePath:instancePath+"/subnet",schemaPath:"#/then/properties/subnet/else/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
var _valid1 = _errs24 === errors;
valid5 = _valid1;
if(valid5){
if(props0 !== true){
props0 = true;
}
}
ifClause1 = "else";
}
if(!valid5){
const err17 = {instancePath:instancePath+"/subnet",schemaPath:"#/then/properties/subnet/if",keyword:"if",params:{failingKeyword: ifClause1}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
if(valid0){
var props1 = true;
}
ifClause0 = "then";
}
else {
const _errs28 = errors;
if("external" !== data){
const err19 = {instancePath,schemaPath:"#/else/const",keyword:"const",params:{allowedValue: "external"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
var _valid0 = _errs28 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err20 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate124.errors = vErrors;
evaluated0.props = props1;
return errors === 0;
}
validate124.evaluated = {"dynamicProps":true,"dynamicItems":false};

const schema46 = {"type":"object","additionalProperties":false,"properties":{"to":{"type":"array","items":{"type":"string","minLength":1,"maxLength":253},"uniqueItems":true,"minItems":1},"ports":{"type":"array","items":{"type":"integer","minimum":1,"maximum":65535},"uniqueItems":true,"minItems":1},"protocol":{"type":"string","enum":["tcp","udp"]},"why":{"type":"string","minLength":3,"maxLength":120}},"required":["to","ports","why"]};

function validate132(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate132.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.to === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "to"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.ports === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ports"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.why === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "why"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "to") || (key0 === "ports")) || (key0 === "protocol")) || (key0 === "why"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.to !== undefined){
let data0 = data.to;
if(Array.isArray(data0)){
if(data0.length < 1){
const err4 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 === "string"){
if(func2(data1) > 253){
const err5 = {instancePath:instancePath+"/to/" + i0,schemaPath:"#/properties/to/items/maxLength",keyword:"maxLength",params:{limit: 253}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(func2(data1) < 1){
const err6 = {instancePath:instancePath+"/to/" + i0,schemaPath:"#/properties/to/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/to/" + i0,schemaPath:"#/properties/to/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
let i1 = data0.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data0[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err8 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err9 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.ports !== undefined){
let data2 = data.ports;
if(Array.isArray(data2)){
if(data2.length < 1){
const err10 = {instancePath:instancePath+"/ports",schemaPath:"#/properties/ports/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len1 = data2.length;
for(let i2=0; i2<len1; i2++){
let data3 = data2[i2];
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err11 = {instancePath:instancePath+"/ports/" + i2,schemaPath:"#/properties/ports/items/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 65535 || isNaN(data3)){
const err12 = {instancePath:instancePath+"/ports/" + i2,schemaPath:"#/properties/ports/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data3 < 1 || isNaN(data3)){
const err13 = {instancePath:instancePath+"/ports/" + i2,schemaPath:"#/properties/ports/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
let i3 = data2.length;
let j1;
if(i3 > 1){
const indices1 = {};
for(;i3--;){
let item1 = data2[i3];
if(!(((typeof item1 == "number") && (!(item1 % 1) && !isNaN(item1))) && (isFinite(item1)))){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
const err14 = {instancePath:instancePath+"/ports",schemaPath:"#/properties/ports/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
break;
}
indices1[item1] = i3;
}
}
}
else {
const err15 = {instancePath:instancePath+"/ports",schemaPath:"#/properties/ports/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.protocol !== undefined){
let data4 = data.protocol;
if(typeof data4 !== "string"){
const err16 = {instancePath:instancePath+"/protocol",schemaPath:"#/properties/protocol/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!((data4 === "tcp") || (data4 === "udp"))){
const err17 = {instancePath:instancePath+"/protocol",schemaPath:"#/properties/protocol/enum",keyword:"enum",params:{allowedValues: schema46.properties.protocol.enum}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.why !== undefined){
let data5 = data.why;
if(typeof data5 === "string"){
if(func2(data5) > 120){
const err18 = {instancePath:instancePath+"/why",schemaPath:"#/properties/why/maxLength",keyword:"maxLength",params:{limit: 120}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(func2(data5) < 3){
const err19 = {instancePath:instancePath+"/why",schemaPath:"#/properties/why/minLength",keyword:"minLength",params:{limit: 3}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/why",schemaPath:"#/properties/why/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
validate132.errors = vErrors;
return errors === 0;
}
validate132.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema47 = {"type":"object","additionalProperties":false,"properties":{"owner":{"type":"string","enum":["terraform","updater"]},"channel":{"type":"string","enum":["stable","preview"]},"pin":{"type":"string","pattern":"^[0-9]+\\.[0-9]+\\.[0-9]+$"},"window":{"type":"object","additionalProperties":false,"properties":{"days":{"type":"array","items":{"type":"string","enum":["mon","tue","wed","thu","fri","sat","sun"]},"uniqueItems":true,"minItems":1},"start":{"type":"string","pattern":"^([01][0-9]|2[0-3]):[0-5][0-9]$"},"hours":{"type":"integer","minimum":1,"maximum":24}},"required":["start"]},"canary":{"type":"boolean"},"allowOutage":{"type":"boolean"}}};
const pattern40 = new RegExp("^([01][0-9]|2[0-3]):[0-5][0-9]$", "u");

function validate136(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate136.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "owner") || (key0 === "channel")) || (key0 === "pin")) || (key0 === "window")) || (key0 === "canary")) || (key0 === "allowOutage"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.owner !== undefined){
let data0 = data.owner;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/owner",schemaPath:"#/properties/owner/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!((data0 === "terraform") || (data0 === "updater"))){
const err2 = {instancePath:instancePath+"/owner",schemaPath:"#/properties/owner/enum",keyword:"enum",params:{allowedValues: schema47.properties.owner.enum}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.channel !== undefined){
let data1 = data.channel;
if(typeof data1 !== "string"){
const err3 = {instancePath:instancePath+"/channel",schemaPath:"#/properties/channel/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!((data1 === "stable") || (data1 === "preview"))){
const err4 = {instancePath:instancePath+"/channel",schemaPath:"#/properties/channel/enum",keyword:"enum",params:{allowedValues: schema47.properties.channel.enum}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.pin !== undefined){
let data2 = data.pin;
if(typeof data2 === "string"){
if(!pattern12.test(data2)){
const err5 = {instancePath:instancePath+"/pin",schemaPath:"#/properties/pin/pattern",keyword:"pattern",params:{pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+$"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/pin",schemaPath:"#/properties/pin/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.window !== undefined){
let data3 = data.window;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.start === undefined){
const err7 = {instancePath:instancePath+"/window",schemaPath:"#/properties/window/required",keyword:"required",params:{missingProperty: "start"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key1 in data3){
if(!(((key1 === "days") || (key1 === "start")) || (key1 === "hours"))){
const err8 = {instancePath:instancePath+"/window",schemaPath:"#/properties/window/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data3.days !== undefined){
let data4 = data3.days;
if(Array.isArray(data4)){
if(data4.length < 1){
const err9 = {instancePath:instancePath+"/window/days",schemaPath:"#/properties/window/properties/days/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 !== "string"){
const err10 = {instancePath:instancePath+"/window/days/" + i0,schemaPath:"#/properties/window/properties/days/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!(((((((data5 === "mon") || (data5 === "tue")) || (data5 === "wed")) || (data5 === "thu")) || (data5 === "fri")) || (data5 === "sat")) || (data5 === "sun"))){
const err11 = {instancePath:instancePath+"/window/days/" + i0,schemaPath:"#/properties/window/properties/days/items/enum",keyword:"enum",params:{allowedValues: schema47.properties.window.properties.days.items.enum}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
let i1 = data4.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data4[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err12 = {instancePath:instancePath+"/window/days",schemaPath:"#/properties/window/properties/days/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err13 = {instancePath:instancePath+"/window/days",schemaPath:"#/properties/window/properties/days/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.start !== undefined){
let data6 = data3.start;
if(typeof data6 === "string"){
if(!pattern40.test(data6)){
const err14 = {instancePath:instancePath+"/window/start",schemaPath:"#/properties/window/properties/start/pattern",keyword:"pattern",params:{pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/window/start",schemaPath:"#/properties/window/properties/start/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data3.hours !== undefined){
let data7 = data3.hours;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err16 = {instancePath:instancePath+"/window/hours",schemaPath:"#/properties/window/properties/hours/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 24 || isNaN(data7)){
const err17 = {instancePath:instancePath+"/window/hours",schemaPath:"#/properties/window/properties/hours/maximum",keyword:"maximum",params:{comparison: "<=", limit: 24}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data7 < 1 || isNaN(data7)){
const err18 = {instancePath:instancePath+"/window/hours",schemaPath:"#/properties/window/properties/hours/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
}
else {
const err19 = {instancePath:instancePath+"/window",schemaPath:"#/properties/window/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.canary !== undefined){
if(typeof data.canary !== "boolean"){
const err20 = {instancePath:instancePath+"/canary",schemaPath:"#/properties/canary/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.allowOutage !== undefined){
if(typeof data.allowOutage !== "boolean"){
const err21 = {instancePath:instancePath+"/allowOutage",schemaPath:"#/properties/allowOutage/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
validate136.errors = vErrors;
return errors === 0;
}
validate136.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema48 = {"type":"object","additionalProperties":false,"properties":{"description":{"type":"string","maxLength":200},"host":{"$ref":"#/$defs/HostName"},"path":{"type":"string","pattern":"^/[^?#\\s]*$","maxLength":512},"url":{"type":"string","pattern":"^https?://","maxLength":2048},"backendCidrs":{"type":"array","items":{"$ref":"#/$defs/Cidr"},"uniqueItems":true,"minItems":1},"timeout":{"if":{"type":["integer"]},"then":{"type":"integer","minimum":1,"maximum":3600},"else":{"enum":["default","long"]}},"hostHeader":{"type":"string","minLength":1,"maxLength":253},"translate":{"type":"object","additionalProperties":false,"properties":{"redirects":{"type":"boolean"},"cookies":{"type":"boolean"}}},"headers":{"type":"object","additionalProperties":false,"properties":{"request":{"$ref":"#/$defs/HeaderRules"},"response":{"$ref":"#/$defs/HeaderRules"}}},"backendTls":{"type":"object","additionalProperties":false,"properties":{"verify":{"type":"string","enum":["full","chain"]},"ca":{"$ref":"#/$defs/PemReference"},"serverName":{"$ref":"#/$defs/HostName"},"clientCertificate":{"$ref":"#/$defs/SecretReference"}}},"limits":{"type":"object","additionalProperties":false,"properties":{"requestsPerSecond":{"type":"integer","minimum":1,"maximum":1000000},"concurrentRequests":{"type":"integer","minimum":1,"maximum":1000000},"requestBodyMiB":{"type":"integer","minimum":1,"maximum":1048576}}},"affinity":{"type":"string","enum":["none","cookie"]},"preAuthentication":{"$ref":"#/$defs/PreAuthentication"}},"required":["url"]};
const schema49 = {"type":"object","additionalProperties":false,"properties":{"set":{"type":"object","propertyNames":{"pattern":"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$"},"additionalProperties":{"type":"string","maxLength":4096,"pattern":"^[^\\r\\n\\u0000]*$"}},"remove":{"type":"array","items":{"type":"string","pattern":"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$"},"uniqueItems":true}}};
const pattern44 = new RegExp("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$", "u");
const pattern45 = new RegExp("^[^\\r\\n\\u0000]*$", "u");

function validate141(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate141.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "set") || (key0 === "remove"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.set !== undefined){
let data0 = data.set;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key1 in data0){
const _errs4 = errors;
if(typeof key1 === "string"){
if(!pattern44.test(key1)){
const err1 = {instancePath:instancePath+"/set",schemaPath:"#/properties/set/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$"},propertyName:key1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var valid1 = _errs4 === errors;
if(!valid1){
const err2 = {instancePath:instancePath+"/set",schemaPath:"#/properties/set/propertyNames",keyword:"propertyNames",params:{propertyName: key1}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
for(const key2 in data0){
let data1 = data0[key2];
if(typeof data1 === "string"){
if(func2(data1) > 4096){
const err3 = {instancePath:instancePath+"/set/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/set/additionalProperties/maxLength",keyword:"maxLength",params:{limit: 4096}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!pattern45.test(data1)){
const err4 = {instancePath:instancePath+"/set/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/set/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[^\\r\\n\\u0000]*$"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/set/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/set/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath:instancePath+"/set",schemaPath:"#/properties/set/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.remove !== undefined){
let data2 = data.remove;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(!pattern44.test(data3)){
const err7 = {instancePath:instancePath+"/remove/" + i0,schemaPath:"#/properties/remove/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/remove/" + i0,schemaPath:"#/properties/remove/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
let i1 = data2.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data2[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err9 = {instancePath:instancePath+"/remove",schemaPath:"#/properties/remove/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err10 = {instancePath:instancePath+"/remove",schemaPath:"#/properties/remove/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
validate141.errors = vErrors;
return errors === 0;
}
validate141.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema50 = {"if":{"type":"object","anyOf":[{"required":["pem"]}]},"then":{"type":"object","additionalProperties":false,"properties":{"pem":{"type":"string","pattern":"^\\s*-----BEGIN CERTIFICATE-----"}},"required":["pem"]},"else":{"type":"object","additionalProperties":false,"properties":{"file":{"type":"string","minLength":1}},"required":["file"]}};
const pattern47 = new RegExp("^\\s*-----BEGIN CERTIFICATE-----", "u");

function validate144(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate144.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs3 = errors;
let valid1 = false;
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.pem === undefined) && (missing0 = "pem")){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid1 = _errs4 === errors;
valid1 = valid1 || _valid1;
if(!valid1){
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.pem === undefined){
const err3 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "pem"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "pem")){
const err4 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.pem !== undefined){
let data0 = data.pem;
if(typeof data0 === "string"){
if(!pattern47.test(data0)){
const err5 = {instancePath:instancePath+"/pem",schemaPath:"#/then/properties/pem/pattern",keyword:"pattern",params:{pattern: "^\\s*-----BEGIN CERTIFICATE-----"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/pem",schemaPath:"#/then/properties/pem/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
var _valid0 = _errs5 === errors;
valid0 = _valid0;
if(valid0){
var props0 = true;
}
ifClause0 = "then";
}
else {
const _errs10 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.file === undefined){
const err8 = {instancePath,schemaPath:"#/else/required",keyword:"required",params:{missingProperty: "file"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key1 in data){
if(!(key1 === "file")){
const err9 = {instancePath,schemaPath:"#/else/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.file !== undefined){
let data1 = data.file;
if(typeof data1 === "string"){
if(func2(data1) < 1){
const err10 = {instancePath:instancePath+"/file",schemaPath:"#/else/properties/file/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/file",schemaPath:"#/else/properties/file/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/else/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid0 = _errs10 === errors;
valid0 = _valid0;
if(valid0){
if(props0 !== true){
props0 = true;
}
}
ifClause0 = "else";
}
if(!valid0){
const err13 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
validate144.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate144.evaluated = {"dynamicProps":true,"dynamicItems":false};

const schema51 = {"if":{"type":["object"]},"then":{"type":"object","additionalProperties":false,"properties":{"provider":{"$ref":"#/$defs/Name"},"allow":{"type":"object","additionalProperties":false,"properties":{"groups":{"type":"array","items":{"type":"string","minLength":1},"uniqueItems":true},"claims":{"type":"object","additionalProperties":{"type":"string"}}}}},"required":["provider"]},"else":{"const":"passthrough"}};

function validate148(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate148.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.provider === undefined){
const err1 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "provider"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "provider") || (key0 === "allow"))){
const err2 = {instancePath,schemaPath:"#/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.provider !== undefined){
if(!(validate116(data.provider, {instancePath:instancePath+"/provider",parentData:data,parentDataProperty:"provider",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate116.errors : append(vErrors, validate116.errors);
errors = vErrors.length;
}
}
if(data.allow !== undefined){
let data1 = data.allow;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){
if(!((key1 === "groups") || (key1 === "claims"))){
const err3 = {instancePath:instancePath+"/allow",schemaPath:"#/then/properties/allow/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data1.groups !== undefined){
let data2 = data1.groups;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(func2(data3) < 1){
const err4 = {instancePath:instancePath+"/allow/groups/" + i0,schemaPath:"#/then/properties/allow/properties/groups/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/allow/groups/" + i0,schemaPath:"#/then/properties/allow/properties/groups/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
let i1 = data2.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data2[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err6 = {instancePath:instancePath+"/allow/groups",schemaPath:"#/then/properties/allow/properties/groups/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err7 = {instancePath:instancePath+"/allow/groups",schemaPath:"#/then/properties/allow/properties/groups/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data1.claims !== undefined){
let data4 = data1.claims;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key2 in data4){
if(typeof data4[key2] !== "string"){
const err8 = {instancePath:instancePath+"/allow/claims/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/then/properties/allow/properties/claims/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/allow/claims",schemaPath:"#/then/properties/allow/properties/claims/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/allow",schemaPath:"#/then/properties/allow/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
if(valid0){
var props0 = true;
}
ifClause0 = "then";
}
else {
const _errs19 = errors;
if("passthrough" !== data){
const err12 = {instancePath,schemaPath:"#/else/const",keyword:"const",params:{allowedValue: "passthrough"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid0 = _errs19 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err13 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
validate148.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate148.evaluated = {"dynamicProps":true,"dynamicItems":false};

const pattern42 = new RegExp("^/[^?#\\s]*$", "u");
const pattern38 = new RegExp("^https?://", "u");

function validate138(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate138.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.url === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "url"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema48.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.description !== undefined){
let data0 = data.description;
if(typeof data0 === "string"){
if(func2(data0) > 200){
const err2 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/maxLength",keyword:"maxLength",params:{limit: 200}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.host !== undefined){
if(!(validate53(data.host, {instancePath:instancePath+"/host",parentData:data,parentDataProperty:"host",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate53.errors : append(vErrors, validate53.errors);
errors = vErrors.length;
}
}
if(data.path !== undefined){
let data2 = data.path;
if(typeof data2 === "string"){
if(func2(data2) > 512){
const err4 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/maxLength",keyword:"maxLength",params:{limit: 512}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!pattern42.test(data2)){
const err5 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/pattern",keyword:"pattern",params:{pattern: "^/[^?#\\s]*$"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.url !== undefined){
let data3 = data.url;
if(typeof data3 === "string"){
if(func2(data3) > 2048){
const err7 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern38.test(data3)){
const err8 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/pattern",keyword:"pattern",params:{pattern: "^https?://"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.backendCidrs !== undefined){
let data4 = data.backendCidrs;
if(Array.isArray(data4)){
if(data4.length < 1){
const err10 = {instancePath:instancePath+"/backendCidrs",schemaPath:"#/properties/backendCidrs/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
if(!(validate62(data4[i0], {instancePath:instancePath+"/backendCidrs/" + i0,parentData:data4,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate62.errors : append(vErrors, validate62.errors);
errors = vErrors.length;
}
}
let i1 = data4.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data4[i1], data4[j0])){
const err11 = {instancePath:instancePath+"/backendCidrs",schemaPath:"#/properties/backendCidrs/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err12 = {instancePath:instancePath+"/backendCidrs",schemaPath:"#/properties/backendCidrs/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.timeout !== undefined){
let data6 = data.timeout;
const _errs13 = errors;
let valid4 = true;
const _errs14 = errors;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err13 = {};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
var _valid0 = _errs14 === errors;
errors = _errs13;
if(vErrors !== null){
if(_errs13){
vErrors.length = _errs13;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs16 = errors;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err14 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/then/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 3600 || isNaN(data6)){
const err15 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/then/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3600}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err16 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/then/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
var _valid0 = _errs16 === errors;
valid4 = _valid0;
ifClause0 = "then";
}
else {
const _errs18 = errors;
if(!((data6 === "default") || (data6 === "long"))){
const err17 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/else/enum",keyword:"enum",params:{allowedValues: schema48.properties.timeout.else.enum}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
var _valid0 = _errs18 === errors;
valid4 = _valid0;
ifClause0 = "else";
}
if(!valid4){
const err18 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/if",keyword:"if",params:{failingKeyword: ifClause0}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.hostHeader !== undefined){
let data7 = data.hostHeader;
if(typeof data7 === "string"){
if(func2(data7) > 253){
const err19 = {instancePath:instancePath+"/hostHeader",schemaPath:"#/properties/hostHeader/maxLength",keyword:"maxLength",params:{limit: 253}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(func2(data7) < 1){
const err20 = {instancePath:instancePath+"/hostHeader",schemaPath:"#/properties/hostHeader/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/hostHeader",schemaPath:"#/properties/hostHeader/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.translate !== undefined){
let data8 = data.translate;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key1 in data8){
if(!((key1 === "redirects") || (key1 === "cookies"))){
const err22 = {instancePath:instancePath+"/translate",schemaPath:"#/properties/translate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data8.redirects !== undefined){
if(typeof data8.redirects !== "boolean"){
const err23 = {instancePath:instancePath+"/translate/redirects",schemaPath:"#/properties/translate/properties/redirects/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data8.cookies !== undefined){
if(typeof data8.cookies !== "boolean"){
const err24 = {instancePath:instancePath+"/translate/cookies",schemaPath:"#/properties/translate/properties/cookies/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/translate",schemaPath:"#/properties/translate/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.headers !== undefined){
let data11 = data.headers;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
for(const key2 in data11){
if(!((key2 === "request") || (key2 === "response"))){
const err26 = {instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data11.request !== undefined){
if(!(validate141(data11.request, {instancePath:instancePath+"/headers/request",parentData:data11,parentDataProperty:"request",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate141.errors : append(vErrors, validate141.errors);
errors = vErrors.length;
}
}
if(data11.response !== undefined){
if(!(validate141(data11.response, {instancePath:instancePath+"/headers/response",parentData:data11,parentDataProperty:"response",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate141.errors : append(vErrors, validate141.errors);
errors = vErrors.length;
}
}
}
else {
const err27 = {instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.backendTls !== undefined){
let data14 = data.backendTls;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key3 in data14){
if(!((((key3 === "verify") || (key3 === "ca")) || (key3 === "serverName")) || (key3 === "clientCertificate"))){
const err28 = {instancePath:instancePath+"/backendTls",schemaPath:"#/properties/backendTls/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data14.verify !== undefined){
let data15 = data14.verify;
if(typeof data15 !== "string"){
const err29 = {instancePath:instancePath+"/backendTls/verify",schemaPath:"#/properties/backendTls/properties/verify/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(!((data15 === "full") || (data15 === "chain"))){
const err30 = {instancePath:instancePath+"/backendTls/verify",schemaPath:"#/properties/backendTls/properties/verify/enum",keyword:"enum",params:{allowedValues: schema48.properties.backendTls.properties.verify.enum}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data14.ca !== undefined){
if(!(validate144(data14.ca, {instancePath:instancePath+"/backendTls/ca",parentData:data14,parentDataProperty:"ca",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate144.errors : append(vErrors, validate144.errors);
errors = vErrors.length;
}
}
if(data14.serverName !== undefined){
if(!(validate53(data14.serverName, {instancePath:instancePath+"/backendTls/serverName",parentData:data14,parentDataProperty:"serverName",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate53.errors : append(vErrors, validate53.errors);
errors = vErrors.length;
}
}
if(data14.clientCertificate !== undefined){
if(!(validate100(data14.clientCertificate, {instancePath:instancePath+"/backendTls/clientCertificate",parentData:data14,parentDataProperty:"clientCertificate",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate100.errors : append(vErrors, validate100.errors);
errors = vErrors.length;
}
}
}
else {
const err31 = {instancePath:instancePath+"/backendTls",schemaPath:"#/properties/backendTls/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.limits !== undefined){
let data19 = data.limits;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
for(const key4 in data19){
if(!(((key4 === "requestsPerSecond") || (key4 === "concurrentRequests")) || (key4 === "requestBodyMiB"))){
const err32 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data19.requestsPerSecond !== undefined){
let data20 = data19.requestsPerSecond;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
const err33 = {instancePath:instancePath+"/limits/requestsPerSecond",schemaPath:"#/properties/limits/properties/requestsPerSecond/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 > 1000000 || isNaN(data20)){
const err34 = {instancePath:instancePath+"/limits/requestsPerSecond",schemaPath:"#/properties/limits/properties/requestsPerSecond/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data20 < 1 || isNaN(data20)){
const err35 = {instancePath:instancePath+"/limits/requestsPerSecond",schemaPath:"#/properties/limits/properties/requestsPerSecond/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
if(data19.concurrentRequests !== undefined){
let data21 = data19.concurrentRequests;
if(!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))){
const err36 = {instancePath:instancePath+"/limits/concurrentRequests",schemaPath:"#/properties/limits/properties/concurrentRequests/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 > 1000000 || isNaN(data21)){
const err37 = {instancePath:instancePath+"/limits/concurrentRequests",schemaPath:"#/properties/limits/properties/concurrentRequests/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data21 < 1 || isNaN(data21)){
const err38 = {instancePath:instancePath+"/limits/concurrentRequests",schemaPath:"#/properties/limits/properties/concurrentRequests/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
if(data19.requestBodyMiB !== undefined){
let data22 = data19.requestBodyMiB;
if(!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))){
const err39 = {instancePath:instancePath+"/limits/requestBodyMiB",schemaPath:"#/properties/limits/properties/requestBodyMiB/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 > 1048576 || isNaN(data22)){
const err40 = {instancePath:instancePath+"/limits/requestBodyMiB",schemaPath:"#/properties/limits/properties/requestBodyMiB/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1048576}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data22 < 1 || isNaN(data22)){
const err41 = {instancePath:instancePath+"/limits/requestBodyMiB",schemaPath:"#/properties/limits/properties/requestBodyMiB/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
}
else {
const err42 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data.affinity !== undefined){
let data23 = data.affinity;
if(typeof data23 !== "string"){
const err43 = {instancePath:instancePath+"/affinity",schemaPath:"#/properties/affinity/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(!((data23 === "none") || (data23 === "cookie"))){
const err44 = {instancePath:instancePath+"/affinity",schemaPath:"#/properties/affinity/enum",keyword:"enum",params:{allowedValues: schema48.properties.affinity.enum}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.preAuthentication !== undefined){
if(!(validate148(data.preAuthentication, {instancePath:instancePath+"/preAuthentication",parentData:data,parentDataProperty:"preAuthentication",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate148.errors : append(vErrors, validate148.errors);
errors = vErrors.length;
}
}
}
else {
const err45 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
validate138.errors = vErrors;
return errors === 0;
}
validate138.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate115(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate115.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema42.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.description !== undefined){
let data0 = data.description;
if(typeof data0 === "string"){
if(func2(data0) > 200){
const err1 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/maxLength",keyword:"maxLength",params:{limit: 200}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.formerly !== undefined){
if(!(validate116(data.formerly, {instancePath:instancePath+"/formerly",parentData:data,parentDataProperty:"formerly",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate116.errors : append(vErrors, validate116.errors);
errors = vErrors.length;
}
}
if(data.load !== undefined){
if(!(validate118(data.load, {instancePath:instancePath+"/load",parentData:data,parentDataProperty:"load",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate118.errors : append(vErrors, validate118.errors);
errors = vErrors.length;
}
}
if(data.size !== undefined){
if(!(validate90(data.size, {instancePath:instancePath+"/size",parentData:data,parentDataProperty:"size",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate90.errors : append(vErrors, validate90.errors);
errors = vErrors.length;
}
}
if(data.connectors !== undefined){
let data4 = data.connectors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err3 = {instancePath:instancePath+"/connectors",schemaPath:"#/properties/connectors/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 100 || isNaN(data4)){
const err4 = {instancePath:instancePath+"/connectors",schemaPath:"#/properties/connectors/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data4 < 1 || isNaN(data4)){
const err5 = {instancePath:instancePath+"/connectors",schemaPath:"#/properties/connectors/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.fewerThanTwo !== undefined){
let data5 = data.fewerThanTwo;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.reason === undefined){
const err6 = {instancePath:instancePath+"/fewerThanTwo",schemaPath:"#/properties/fewerThanTwo/required",keyword:"required",params:{missingProperty: "reason"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key1 in data5){
if(!(key1 === "reason")){
const err7 = {instancePath:instancePath+"/fewerThanTwo",schemaPath:"#/properties/fewerThanTwo/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data5.reason !== undefined){
let data6 = data5.reason;
if(typeof data6 === "string"){
if(func2(data6) > 200){
const err8 = {instancePath:instancePath+"/fewerThanTwo/reason",schemaPath:"#/properties/fewerThanTwo/properties/reason/maxLength",keyword:"maxLength",params:{limit: 200}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(func2(data6) < 10){
const err9 = {instancePath:instancePath+"/fewerThanTwo/reason",schemaPath:"#/properties/fewerThanTwo/properties/reason/minLength",keyword:"minLength",params:{limit: 10}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/fewerThanTwo/reason",schemaPath:"#/properties/fewerThanTwo/properties/reason/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/fewerThanTwo",schemaPath:"#/properties/fewerThanTwo/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.capacity !== undefined){
let data7 = data.capacity;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key2 in data7){
if(!((((key2 === "profile") || (key2 === "headroomPercent")) || (key2 === "survive")) || (key2 === "redundantMaintenance"))){
const err12 = {instancePath:instancePath+"/capacity",schemaPath:"#/properties/capacity/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data7.profile !== undefined){
let data8 = data7.profile;
if(typeof data8 === "string"){
if(func2(data8) < 1){
const err13 = {instancePath:instancePath+"/capacity/profile",schemaPath:"#/properties/capacity/properties/profile/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/capacity/profile",schemaPath:"#/properties/capacity/properties/profile/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data7.headroomPercent !== undefined){
if(!(validate105(data7.headroomPercent, {instancePath:instancePath+"/capacity/headroomPercent",parentData:data7,parentDataProperty:"headroomPercent",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate105.errors : append(vErrors, validate105.errors);
errors = vErrors.length;
}
}
if(data7.survive !== undefined){
if(!(validate107(data7.survive, {instancePath:instancePath+"/capacity/survive",parentData:data7,parentDataProperty:"survive",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : append(vErrors, validate107.errors);
errors = vErrors.length;
}
}
if(data7.redundantMaintenance !== undefined){
if(!(validate109(data7.redundantMaintenance, {instancePath:instancePath+"/capacity/redundantMaintenance",parentData:data7,parentDataProperty:"redundantMaintenance",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate109.errors : append(vErrors, validate109.errors);
errors = vErrors.length;
}
}
}
else {
const err15 = {instancePath:instancePath+"/capacity",schemaPath:"#/properties/capacity/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.placement !== undefined){
if(!(validate124(data.placement, {instancePath:instancePath+"/placement",parentData:data,parentDataProperty:"placement",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate124.errors : append(vErrors, validate124.errors);
errors = vErrors.length;
}
}
if(data.egress !== undefined){
let data13 = data.egress;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
for(const key3 in data13){
if(!((key3 === "mode") || (key3 === "allow"))){
const err16 = {instancePath:instancePath+"/egress",schemaPath:"#/properties/egress/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data13.mode !== undefined){
if(!(validate68(data13.mode, {instancePath:instancePath+"/egress/mode",parentData:data13,parentDataProperty:"mode",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate68.errors : append(vErrors, validate68.errors);
errors = vErrors.length;
}
}
if(data13.allow !== undefined){
let data15 = data13.allow;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key4 in data15){
const _errs29 = errors;
if(typeof key4 === "string"){
if(func2(key4) > 32){
const err17 = {instancePath:instancePath+"/egress/allow",schemaPath:"#/properties/egress/properties/allow/propertyNames/maxLength",keyword:"maxLength",params:{limit: 32},propertyName:key4};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(!pattern15.test(key4)){
const err18 = {instancePath:instancePath+"/egress/allow",schemaPath:"#/properties/egress/properties/allow/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z](-?[a-z0-9])*$"},propertyName:key4};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/egress/allow",schemaPath:"#/properties/egress/properties/allow/propertyNames/type",keyword:"type",params:{type: "string"},propertyName:key4};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
var valid4 = _errs29 === errors;
if(!valid4){
const err20 = {instancePath:instancePath+"/egress/allow",schemaPath:"#/properties/egress/properties/allow/propertyNames",keyword:"propertyNames",params:{propertyName: key4}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
for(const key5 in data15){
if(!(validate132(data15[key5], {instancePath:instancePath+"/egress/allow/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data15,parentDataProperty:key5,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate132.errors : append(vErrors, validate132.errors);
errors = vErrors.length;
}
}
}
else {
const err21 = {instancePath:instancePath+"/egress/allow",schemaPath:"#/properties/egress/properties/allow/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/egress",schemaPath:"#/properties/egress/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.proxy !== undefined){
let data17 = data.proxy;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.url === undefined){
const err23 = {instancePath:instancePath+"/proxy",schemaPath:"#/properties/proxy/required",keyword:"required",params:{missingProperty: "url"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
for(const key6 in data17){
if(!(((key6 === "url") || (key6 === "cidrs")) || (key6 === "credentials"))){
const err24 = {instancePath:instancePath+"/proxy",schemaPath:"#/properties/proxy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data17.url !== undefined){
let data18 = data17.url;
if(typeof data18 === "string"){
if(!pattern38.test(data18)){
const err25 = {instancePath:instancePath+"/proxy/url",schemaPath:"#/properties/proxy/properties/url/pattern",keyword:"pattern",params:{pattern: "^https?://"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/proxy/url",schemaPath:"#/properties/proxy/properties/url/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data17.cidrs !== undefined){
let data19 = data17.cidrs;
if(Array.isArray(data19)){
if(data19.length < 1){
const err27 = {instancePath:instancePath+"/proxy/cidrs",schemaPath:"#/properties/proxy/properties/cidrs/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
const len0 = data19.length;
for(let i0=0; i0<len0; i0++){
if(!(validate62(data19[i0], {instancePath:instancePath+"/proxy/cidrs/" + i0,parentData:data19,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate62.errors : append(vErrors, validate62.errors);
errors = vErrors.length;
}
}
let i1 = data19.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data19[i1], data19[j0])){
const err28 = {instancePath:instancePath+"/proxy/cidrs",schemaPath:"#/properties/proxy/properties/cidrs/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err29 = {instancePath:instancePath+"/proxy/cidrs",schemaPath:"#/properties/proxy/properties/cidrs/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data17.credentials !== undefined){
if(!(validate100(data17.credentials, {instancePath:instancePath+"/proxy/credentials",parentData:data17,parentDataProperty:"credentials",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate100.errors : append(vErrors, validate100.errors);
errors = vErrors.length;
}
}
}
else {
const err30 = {instancePath:instancePath+"/proxy",schemaPath:"#/properties/proxy/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.enrolment !== undefined){
let data22 = data.enrolment;
if(typeof data22 !== "string"){
const err31 = {instancePath:instancePath+"/enrolment",schemaPath:"#/properties/enrolment/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(!((data22 === "managed-identity") || (data22 === "token"))){
const err32 = {instancePath:instancePath+"/enrolment",schemaPath:"#/properties/enrolment/enum",keyword:"enum",params:{allowedValues: schema42.properties.enrolment.enum}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.limits !== undefined){
let data23 = data.limits;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
for(const key7 in data23){
if(!(key7 === "connections")){
const err33 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data23.connections !== undefined){
let data24 = data23.connections;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err34 = {instancePath:instancePath+"/limits/connections",schemaPath:"#/properties/limits/properties/connections/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 > 100000 || isNaN(data24)){
const err35 = {instancePath:instancePath+"/limits/connections",schemaPath:"#/properties/limits/properties/connections/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data24 < 1 || isNaN(data24)){
const err36 = {instancePath:instancePath+"/limits/connections",schemaPath:"#/properties/limits/properties/connections/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
}
else {
const err37 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.update !== undefined){
if(!(validate136(data.update, {instancePath:instancePath+"/update",parentData:data,parentDataProperty:"update",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate136.errors : append(vErrors, validate136.errors);
errors = vErrors.length;
}
}
if(data.shard !== undefined){
let data26 = data.shard;
if(!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))){
const err38 = {instancePath:instancePath+"/shard",schemaPath:"#/properties/shard/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 > 63 || isNaN(data26)){
const err39 = {instancePath:instancePath+"/shard",schemaPath:"#/properties/shard/maximum",keyword:"maximum",params:{comparison: "<=", limit: 63}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data26 < 0 || isNaN(data26)){
const err40 = {instancePath:instancePath+"/shard",schemaPath:"#/properties/shard/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
if(data.applications !== undefined){
let data27 = data.applications;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
for(const key8 in data27){
const _errs54 = errors;
if(typeof key8 === "string"){
if(func2(key8) > 32){
const err41 = {instancePath:instancePath+"/applications",schemaPath:"#/properties/applications/propertyNames/maxLength",keyword:"maxLength",params:{limit: 32},propertyName:key8};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(!pattern15.test(key8)){
const err42 = {instancePath:instancePath+"/applications",schemaPath:"#/properties/applications/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z](-?[a-z0-9])*$"},propertyName:key8};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/applications",schemaPath:"#/properties/applications/propertyNames/type",keyword:"type",params:{type: "string"},propertyName:key8};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
var valid11 = _errs54 === errors;
if(!valid11){
const err44 = {instancePath:instancePath+"/applications",schemaPath:"#/properties/applications/propertyNames",keyword:"propertyNames",params:{propertyName: key8}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
for(const key9 in data27){
if(!(validate138(data27[key9], {instancePath:instancePath+"/applications/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data27,parentDataProperty:key9,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate138.errors : append(vErrors, validate138.errors);
errors = vErrors.length;
}
}
}
else {
const err45 = {instancePath:instancePath+"/applications",schemaPath:"#/properties/applications/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
validate115.errors = vErrors;
return errors === 0;
}
validate115.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate52(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://cdktf-app-proxy.dev/schemas/declaration.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate52.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.name === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.domain === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "domain"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.targets === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "targets"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema19.properties, key0))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.version !== undefined){
if(1 !== data.version){
const err5 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
const err6 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9]{1,11}$"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.domain !== undefined){
if(!(validate53(data.domain, {instancePath:instancePath+"/domain",parentData:data,parentDataProperty:"domain",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate53.errors : append(vErrors, validate53.errors);
errors = vErrors.length;
}
}
if(data.include !== undefined){
let data3 = data.include;
if(Array.isArray(data3)){
if(data3.length > 64){
const err8 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/maxItems",keyword:"maxItems",params:{limit: 64}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(func2(data4) > 255){
const err9 = {instancePath:instancePath+"/include/" + i0,schemaPath:"#/properties/include/items/maxLength",keyword:"maxLength",params:{limit: 255}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(func2(data4) < 1){
const err10 = {instancePath:instancePath+"/include/" + i0,schemaPath:"#/properties/include/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/include/" + i0,schemaPath:"#/properties/include/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
let i1 = data3.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data3[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err12 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err13 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.targets !== undefined){
let data5 = data.targets;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(Object.keys(data5).length < 1){
const err14 = {instancePath:instancePath+"/targets",schemaPath:"#/properties/targets/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
for(const key1 in data5){
if(!(((key1 === "azure") || (key1 === "docker")) || (key1 === "local"))){
const err15 = {instancePath:instancePath+"/targets",schemaPath:"#/properties/targets/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data5.azure !== undefined){
if(!(validate55(data5.azure, {instancePath:instancePath+"/targets/azure",parentData:data5,parentDataProperty:"azure",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate55.errors : append(vErrors, validate55.errors);
errors = vErrors.length;
}
}
if(data5.docker !== undefined){
if(!(validate86(data5.docker, {instancePath:instancePath+"/targets/docker",parentData:data5,parentDataProperty:"docker",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate86.errors : append(vErrors, validate86.errors);
errors = vErrors.length;
}
}
if(data5.local !== undefined){
if(!(validate88(data5.local, {instancePath:instancePath+"/targets/local",parentData:data5,parentDataProperty:"local",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate88.errors : append(vErrors, validate88.errors);
errors = vErrors.length;
}
}
}
else {
const err16 = {instancePath:instancePath+"/targets",schemaPath:"#/properties/targets/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.relay !== undefined){
let data9 = data.relay;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key2 in data9){
if(!(func1.call(schema19.properties.relay.properties, key2))){
const err17 = {instancePath:instancePath+"/relay",schemaPath:"#/properties/relay/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data9.instances !== undefined){
let data10 = data9.instances;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err18 = {instancePath:instancePath+"/relay/instances",schemaPath:"#/properties/relay/properties/instances/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 8 || isNaN(data10)){
const err19 = {instancePath:instancePath+"/relay/instances",schemaPath:"#/properties/relay/properties/instances/maximum",keyword:"maximum",params:{comparison: "<=", limit: 8}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data10 < 2 || isNaN(data10)){
const err20 = {instancePath:instancePath+"/relay/instances",schemaPath:"#/properties/relay/properties/instances/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data9.size !== undefined){
if(!(validate90(data9.size, {instancePath:instancePath+"/relay/size",parentData:data9,parentDataProperty:"size",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate90.errors : append(vErrors, validate90.errors);
errors = vErrors.length;
}
}
if(data9.zones !== undefined){
let data12 = data9.zones;
if(Array.isArray(data12)){
const len1 = data12.length;
for(let i2=0; i2<len1; i2++){
if(!(validate92(data12[i2], {instancePath:instancePath+"/relay/zones/" + i2,parentData:data12,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate92.errors : append(vErrors, validate92.errors);
errors = vErrors.length;
}
}
let i3 = data12.length;
let j1;
if(i3 > 1){
outer0:
for(;i3--;){
for(j1 = i3; j1--;){
if(func0(data12[i3], data12[j1])){
const err21 = {instancePath:instancePath+"/relay/zones",schemaPath:"#/properties/relay/properties/zones/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err22 = {instancePath:instancePath+"/relay/zones",schemaPath:"#/properties/relay/properties/zones/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data9.regions !== undefined){
let data14 = data9.regions;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key3 in data14){
const _errs27 = errors;
if(typeof key3 === "string"){
if(!pattern4.test(key3)){
const err23 = {instancePath:instancePath+"/relay/regions",schemaPath:"#/properties/relay/properties/regions/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9]{2,30}$"},propertyName:key3};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/relay/regions",schemaPath:"#/properties/relay/properties/regions/propertyNames/type",keyword:"type",params:{type: "string"},propertyName:key3};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
var valid9 = _errs27 === errors;
if(!valid9){
const err25 = {instancePath:instancePath+"/relay/regions",schemaPath:"#/properties/relay/properties/regions/propertyNames",keyword:"propertyNames",params:{propertyName: key3}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
for(const key4 in data14){
let data15 = data14[key4];
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key5 in data15){
if(!((key5 === "instances") || (key5 === "zones"))){
const err26 = {instancePath:instancePath+"/relay/regions/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/relay/properties/regions/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data15.instances !== undefined){
let data16 = data15.instances;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
const err27 = {instancePath:instancePath+"/relay/regions/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/instances",schemaPath:"#/properties/relay/properties/regions/additionalProperties/properties/instances/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 > 8 || isNaN(data16)){
const err28 = {instancePath:instancePath+"/relay/regions/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/instances",schemaPath:"#/properties/relay/properties/regions/additionalProperties/properties/instances/maximum",keyword:"maximum",params:{comparison: "<=", limit: 8}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data16 < 2 || isNaN(data16)){
const err29 = {instancePath:instancePath+"/relay/regions/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/instances",schemaPath:"#/properties/relay/properties/regions/additionalProperties/properties/instances/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
if(data15.zones !== undefined){
let data17 = data15.zones;
if(Array.isArray(data17)){
const len2 = data17.length;
for(let i4=0; i4<len2; i4++){
if(!(validate92(data17[i4], {instancePath:instancePath+"/relay/regions/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/zones/" + i4,parentData:data17,parentDataProperty:i4,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate92.errors : append(vErrors, validate92.errors);
errors = vErrors.length;
}
}
let i5 = data17.length;
let j2;
if(i5 > 1){
outer1:
for(;i5--;){
for(j2 = i5; j2--;){
if(func0(data17[i5], data17[j2])){
const err30 = {instancePath:instancePath+"/relay/regions/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/zones",schemaPath:"#/properties/relay/properties/regions/additionalProperties/properties/zones/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j2}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
break outer1;
}
}
}
}
}
else {
const err31 = {instancePath:instancePath+"/relay/regions/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/zones",schemaPath:"#/properties/relay/properties/regions/additionalProperties/properties/zones/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/relay/regions/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/relay/properties/regions/additionalProperties/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/relay/regions",schemaPath:"#/properties/relay/properties/regions/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data9.endpointCidrs !== undefined){
let data19 = data9.endpointCidrs;
if(Array.isArray(data19)){
if(data19.length < 1){
const err34 = {instancePath:instancePath+"/relay/endpointCidrs",schemaPath:"#/properties/relay/properties/endpointCidrs/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
const len3 = data19.length;
for(let i6=0; i6<len3; i6++){
if(!(validate62(data19[i6], {instancePath:instancePath+"/relay/endpointCidrs/" + i6,parentData:data19,parentDataProperty:i6,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate62.errors : append(vErrors, validate62.errors);
errors = vErrors.length;
}
}
let i7 = data19.length;
let j3;
if(i7 > 1){
outer2:
for(;i7--;){
for(j3 = i7; j3--;){
if(func0(data19[i7], data19[j3])){
const err35 = {instancePath:instancePath+"/relay/endpointCidrs",schemaPath:"#/properties/relay/properties/endpointCidrs/uniqueItems",keyword:"uniqueItems",params:{i: i7, j: j3}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
break outer2;
}
}
}
}
}
else {
const err36 = {instancePath:instancePath+"/relay/endpointCidrs",schemaPath:"#/properties/relay/properties/endpointCidrs/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data9.certificates !== undefined){
let data21 = data9.certificates;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key6 in data21){
const _errs43 = errors;
if(typeof key6 === "string"){
if(func2(key6) > 32){
const err37 = {instancePath:instancePath+"/relay/certificates",schemaPath:"#/properties/relay/properties/certificates/propertyNames/maxLength",keyword:"maxLength",params:{limit: 32},propertyName:key6};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(!pattern15.test(key6)){
const err38 = {instancePath:instancePath+"/relay/certificates",schemaPath:"#/properties/relay/properties/certificates/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z](-?[a-z0-9])*$"},propertyName:key6};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/relay/certificates",schemaPath:"#/properties/relay/properties/certificates/propertyNames/type",keyword:"type",params:{type: "string"},propertyName:key6};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
var valid18 = _errs43 === errors;
if(!valid18){
const err40 = {instancePath:instancePath+"/relay/certificates",schemaPath:"#/properties/relay/properties/certificates/propertyNames",keyword:"propertyNames",params:{propertyName: key6}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
for(const key7 in data21){
if(!(validate96(data21[key7], {instancePath:instancePath+"/relay/certificates/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data21,parentDataProperty:key7,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate96.errors : append(vErrors, validate96.errors);
errors = vErrors.length;
}
}
}
else {
const err41 = {instancePath:instancePath+"/relay/certificates",schemaPath:"#/properties/relay/properties/certificates/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data9.timeouts !== undefined){
let data23 = data9.timeouts;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
for(const key8 in data23){
if(!((key8 === "defaultSeconds") || (key8 === "longSeconds"))){
const err42 = {instancePath:instancePath+"/relay/timeouts",schemaPath:"#/properties/relay/properties/timeouts/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data23.defaultSeconds !== undefined){
let data24 = data23.defaultSeconds;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err43 = {instancePath:instancePath+"/relay/timeouts/defaultSeconds",schemaPath:"#/properties/relay/properties/timeouts/properties/defaultSeconds/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 > 3600 || isNaN(data24)){
const err44 = {instancePath:instancePath+"/relay/timeouts/defaultSeconds",schemaPath:"#/properties/relay/properties/timeouts/properties/defaultSeconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3600}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data24 < 1 || isNaN(data24)){
const err45 = {instancePath:instancePath+"/relay/timeouts/defaultSeconds",schemaPath:"#/properties/relay/properties/timeouts/properties/defaultSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
if(data23.longSeconds !== undefined){
let data25 = data23.longSeconds;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
const err46 = {instancePath:instancePath+"/relay/timeouts/longSeconds",schemaPath:"#/properties/relay/properties/timeouts/properties/longSeconds/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 > 3600 || isNaN(data25)){
const err47 = {instancePath:instancePath+"/relay/timeouts/longSeconds",schemaPath:"#/properties/relay/properties/timeouts/properties/longSeconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3600}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(data25 < 1 || isNaN(data25)){
const err48 = {instancePath:instancePath+"/relay/timeouts/longSeconds",schemaPath:"#/properties/relay/properties/timeouts/properties/longSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
}
else {
const err49 = {instancePath:instancePath+"/relay/timeouts",schemaPath:"#/properties/relay/properties/timeouts/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data9.limits !== undefined){
let data26 = data9.limits;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
for(const key9 in data26){
if(!(((key9 === "requestHeaderKiB") || (key9 === "connections")) || (key9 === "requestsPerSecond"))){
const err50 = {instancePath:instancePath+"/relay/limits",schemaPath:"#/properties/relay/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data26.requestHeaderKiB !== undefined){
let data27 = data26.requestHeaderKiB;
if(!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))){
const err51 = {instancePath:instancePath+"/relay/limits/requestHeaderKiB",schemaPath:"#/properties/relay/properties/limits/properties/requestHeaderKiB/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 > 1024 || isNaN(data27)){
const err52 = {instancePath:instancePath+"/relay/limits/requestHeaderKiB",schemaPath:"#/properties/relay/properties/limits/properties/requestHeaderKiB/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data27 < 4 || isNaN(data27)){
const err53 = {instancePath:instancePath+"/relay/limits/requestHeaderKiB",schemaPath:"#/properties/relay/properties/limits/properties/requestHeaderKiB/minimum",keyword:"minimum",params:{comparison: ">=", limit: 4}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
if(data26.connections !== undefined){
let data28 = data26.connections;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
const err54 = {instancePath:instancePath+"/relay/limits/connections",schemaPath:"#/properties/relay/properties/limits/properties/connections/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 > 1000000 || isNaN(data28)){
const err55 = {instancePath:instancePath+"/relay/limits/connections",schemaPath:"#/properties/relay/properties/limits/properties/connections/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(data28 < 100 || isNaN(data28)){
const err56 = {instancePath:instancePath+"/relay/limits/connections",schemaPath:"#/properties/relay/properties/limits/properties/connections/minimum",keyword:"minimum",params:{comparison: ">=", limit: 100}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
if(data26.requestsPerSecond !== undefined){
let data29 = data26.requestsPerSecond;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
const err57 = {instancePath:instancePath+"/relay/limits/requestsPerSecond",schemaPath:"#/properties/relay/properties/limits/properties/requestsPerSecond/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 1000000 || isNaN(data29)){
const err58 = {instancePath:instancePath+"/relay/limits/requestsPerSecond",schemaPath:"#/properties/relay/properties/limits/properties/requestsPerSecond/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(data29 < 1 || isNaN(data29)){
const err59 = {instancePath:instancePath+"/relay/limits/requestsPerSecond",schemaPath:"#/properties/relay/properties/limits/properties/requestsPerSecond/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
}
else {
const err60 = {instancePath:instancePath+"/relay/limits",schemaPath:"#/properties/relay/properties/limits/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data9.inactiveDays !== undefined){
let data30 = data9.inactiveDays;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
const err61 = {instancePath:instancePath+"/relay/inactiveDays",schemaPath:"#/properties/relay/properties/inactiveDays/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 > 365 || isNaN(data30)){
const err62 = {instancePath:instancePath+"/relay/inactiveDays",schemaPath:"#/properties/relay/properties/inactiveDays/maximum",keyword:"maximum",params:{comparison: "<=", limit: 365}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if(data30 < 1 || isNaN(data30)){
const err63 = {instancePath:instancePath+"/relay/inactiveDays",schemaPath:"#/properties/relay/properties/inactiveDays/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
if(data9.signIn !== undefined){
let data31 = data9.signIn;
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
for(const key10 in data31){
const _errs67 = errors;
if(typeof key10 === "string"){
if(func2(key10) > 32){
const err64 = {instancePath:instancePath+"/relay/signIn",schemaPath:"#/properties/relay/properties/signIn/propertyNames/maxLength",keyword:"maxLength",params:{limit: 32},propertyName:key10};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(!pattern15.test(key10)){
const err65 = {instancePath:instancePath+"/relay/signIn",schemaPath:"#/properties/relay/properties/signIn/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z](-?[a-z0-9])*$"},propertyName:key10};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
else {
const err66 = {instancePath:instancePath+"/relay/signIn",schemaPath:"#/properties/relay/properties/signIn/propertyNames/type",keyword:"type",params:{type: "string"},propertyName:key10};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
var valid22 = _errs67 === errors;
if(!valid22){
const err67 = {instancePath:instancePath+"/relay/signIn",schemaPath:"#/properties/relay/properties/signIn/propertyNames",keyword:"propertyNames",params:{propertyName: key10}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
for(const key11 in data31){
if(!(validate99(data31[key11], {instancePath:instancePath+"/relay/signIn/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data31,parentDataProperty:key11,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate99.errors : append(vErrors, validate99.errors);
errors = vErrors.length;
}
}
}
else {
const err68 = {instancePath:instancePath+"/relay/signIn",schemaPath:"#/properties/relay/properties/signIn/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
else {
const err69 = {instancePath:instancePath+"/relay",schemaPath:"#/properties/relay/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data.runtime !== undefined){
let data33 = data.runtime;
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
for(const key12 in data33){
if(!(((key12 === "version") || (key12 === "artifact")) || (key12 === "sha256"))){
const err70 = {instancePath:instancePath+"/runtime",schemaPath:"#/properties/runtime/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data33.version !== undefined){
let data34 = data33.version;
if(typeof data34 === "string"){
if(!pattern30.test(data34)){
const err71 = {instancePath:instancePath+"/runtime/version",schemaPath:"#/properties/runtime/properties/version/pattern",keyword:"pattern",params:{pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?$"}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
else {
const err72 = {instancePath:instancePath+"/runtime/version",schemaPath:"#/properties/runtime/properties/version/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data33.artifact !== undefined){
let data35 = data33.artifact;
if(typeof data35 === "string"){
if(func2(data35) < 1){
const err73 = {instancePath:instancePath+"/runtime/artifact",schemaPath:"#/properties/runtime/properties/artifact/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
else {
const err74 = {instancePath:instancePath+"/runtime/artifact",schemaPath:"#/properties/runtime/properties/artifact/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data33.sha256 !== undefined){
if(!(validate103(data33.sha256, {instancePath:instancePath+"/runtime/sha256",parentData:data33,parentDataProperty:"sha256",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate103.errors : append(vErrors, validate103.errors);
errors = vErrors.length;
}
}
}
else {
const err75 = {instancePath:instancePath+"/runtime",schemaPath:"#/properties/runtime/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data.capacity !== undefined){
let data37 = data.capacity;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
for(const key13 in data37){
if(!(((((((key13 === "profile") || (key13 === "headroomPercent")) || (key13 === "survive")) || (key13 === "redundantMaintenance")) || (key13 === "series")) || (key13 === "profiles")) || (key13 === "prices"))){
const err76 = {instancePath:instancePath+"/capacity",schemaPath:"#/properties/capacity/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data37.profile !== undefined){
let data38 = data37.profile;
if(typeof data38 === "string"){
if(func2(data38) < 1){
const err77 = {instancePath:instancePath+"/capacity/profile",schemaPath:"#/properties/capacity/properties/profile/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
else {
const err78 = {instancePath:instancePath+"/capacity/profile",schemaPath:"#/properties/capacity/properties/profile/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data37.headroomPercent !== undefined){
if(!(validate105(data37.headroomPercent, {instancePath:instancePath+"/capacity/headroomPercent",parentData:data37,parentDataProperty:"headroomPercent",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate105.errors : append(vErrors, validate105.errors);
errors = vErrors.length;
}
}
if(data37.survive !== undefined){
if(!(validate107(data37.survive, {instancePath:instancePath+"/capacity/survive",parentData:data37,parentDataProperty:"survive",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : append(vErrors, validate107.errors);
errors = vErrors.length;
}
}
if(data37.redundantMaintenance !== undefined){
if(!(validate109(data37.redundantMaintenance, {instancePath:instancePath+"/capacity/redundantMaintenance",parentData:data37,parentDataProperty:"redundantMaintenance",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate109.errors : append(vErrors, validate109.errors);
errors = vErrors.length;
}
}
if(data37.series !== undefined){
if(typeof data37.series !== "string"){
const err79 = {instancePath:instancePath+"/capacity/series",schemaPath:"#/properties/capacity/properties/series/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data37.profiles !== undefined){
let data43 = data37.profiles;
if(data43 && typeof data43 == "object" && !Array.isArray(data43)){
for(const key14 in data43){
const _errs91 = errors;
if(typeof key14 === "string"){
if(func2(key14) > 32){
const err80 = {instancePath:instancePath+"/capacity/profiles",schemaPath:"#/properties/capacity/properties/profiles/propertyNames/maxLength",keyword:"maxLength",params:{limit: 32},propertyName:key14};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if(!pattern15.test(key14)){
const err81 = {instancePath:instancePath+"/capacity/profiles",schemaPath:"#/properties/capacity/properties/profiles/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z](-?[a-z0-9])*$"},propertyName:key14};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
else {
const err82 = {instancePath:instancePath+"/capacity/profiles",schemaPath:"#/properties/capacity/properties/profiles/propertyNames/type",keyword:"type",params:{type: "string"},propertyName:key14};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
var valid26 = _errs91 === errors;
if(!valid26){
const err83 = {instancePath:instancePath+"/capacity/profiles",schemaPath:"#/properties/capacity/properties/profiles/propertyNames",keyword:"propertyNames",params:{propertyName: key14}};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
for(const key15 in data43){
if(!(validate111(data43[key15], {instancePath:instancePath+"/capacity/profiles/" + key15.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data43,parentDataProperty:key15,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate111.errors : append(vErrors, validate111.errors);
errors = vErrors.length;
}
}
}
else {
const err84 = {instancePath:instancePath+"/capacity/profiles",schemaPath:"#/properties/capacity/properties/profiles/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data37.prices !== undefined){
let data45 = data37.prices;
if(data45 && typeof data45 == "object" && !Array.isArray(data45)){
for(const key16 in data45){
const _errs97 = errors;
if(typeof key16 === "string"){
if(!pattern21.test(key16)){
const err85 = {instancePath:instancePath+"/capacity/prices",schemaPath:"#/properties/capacity/properties/prices/propertyNames/pattern",keyword:"pattern",params:{pattern: "^Standard_[A-Za-z0-9_]+$"},propertyName:key16};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
else {
const err86 = {instancePath:instancePath+"/capacity/prices",schemaPath:"#/properties/capacity/properties/prices/propertyNames/type",keyword:"type",params:{type: "string"},propertyName:key16};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
var valid28 = _errs97 === errors;
if(!valid28){
const err87 = {instancePath:instancePath+"/capacity/prices",schemaPath:"#/properties/capacity/properties/prices/propertyNames",keyword:"propertyNames",params:{propertyName: key16}};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
for(const key17 in data45){
let data46 = data45[key17];
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 <= 0 || isNaN(data46)){
const err88 = {instancePath:instancePath+"/capacity/prices/" + key17.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/capacity/properties/prices/additionalProperties/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0}};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
else {
const err89 = {instancePath:instancePath+"/capacity/prices/" + key17.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/capacity/properties/prices/additionalProperties/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
else {
const err90 = {instancePath:instancePath+"/capacity/prices",schemaPath:"#/properties/capacity/properties/prices/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
}
else {
const err91 = {instancePath:instancePath+"/capacity",schemaPath:"#/properties/capacity/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data.rolloutSalt !== undefined){
let data47 = data.rolloutSalt;
if(typeof data47 === "string"){
if(func2(data47) > 32){
const err92 = {instancePath:instancePath+"/rolloutSalt",schemaPath:"#/properties/rolloutSalt/maxLength",keyword:"maxLength",params:{limit: 32}};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
else {
const err93 = {instancePath:instancePath+"/rolloutSalt",schemaPath:"#/properties/rolloutSalt/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data.groups !== undefined){
let data48 = data.groups;
if(data48 && typeof data48 == "object" && !Array.isArray(data48)){
for(const key18 in data48){
const _errs106 = errors;
if(typeof key18 === "string"){
if(func2(key18) > 32){
const err94 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/propertyNames/maxLength",keyword:"maxLength",params:{limit: 32},propertyName:key18};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
if(!pattern15.test(key18)){
const err95 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z](-?[a-z0-9])*$"},propertyName:key18};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
else {
const err96 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/propertyNames/type",keyword:"type",params:{type: "string"},propertyName:key18};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
var valid30 = _errs106 === errors;
if(!valid30){
const err97 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/propertyNames",keyword:"propertyNames",params:{propertyName: key18}};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
for(const key19 in data48){
if(!(validate115(data48[key19], {instancePath:instancePath+"/groups/" + key19.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data48,parentDataProperty:key19,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate115.errors : append(vErrors, validate115.errors);
errors = vErrors.length;
}
}
}
else {
const err98 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
else {
const err99 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
validate52.errors = vErrors;
return errors === 0;
}
validate52.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateGroupsFile = validate153;
const schema52 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://cdktf-app-proxy.dev/schemas/declaration-groups.schema.json","type":"object","additionalProperties":false,"required":["groups"],"properties":{"groups":{"$ref":"declaration.schema.json#/properties/groups"}}};
const schema53 = {"type":"object","propertyNames":{"type":"string","pattern":"^[a-z](-?[a-z0-9])*$","maxLength":32},"additionalProperties":{"$ref":"#/$defs/Group"}};

function validate154(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate154.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(func2(key0) > 32){
const err0 = {instancePath,schemaPath:"#/propertyNames/maxLength",keyword:"maxLength",params:{limit: 32},propertyName:key0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(!pattern15.test(key0)){
const err1 = {instancePath,schemaPath:"#/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z](-?[a-z0-9])*$"},propertyName:key0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath,schemaPath:"#/propertyNames/type",keyword:"type",params:{type: "string"},propertyName:key0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
const err3 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
for(const key1 in data){
if(!(validate115(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate115.errors : append(vErrors, validate115.errors);
errors = vErrors.length;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate154.errors = vErrors;
return errors === 0;
}
validate154.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate153(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://cdktf-app-proxy.dev/schemas/declaration-groups.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate153.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.groups === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "groups"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "groups")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.groups !== undefined){
if(!(validate154(data.groups, {instancePath:instancePath+"/groups",parentData:data,parentDataProperty:"groups",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate154.errors : append(vErrors, validate154.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate153.errors = vErrors;
return errors === 0;
}
validate153.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

function append(all, more) {
  for (const one of more) {
    all.push(one);
  }
  return all;
}
