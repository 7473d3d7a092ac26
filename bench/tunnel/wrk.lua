-- Arguments after `--`: the Host header, and the bytes of a body to POST (0: GET). Prints one line of JSON at the end.
function init(args)
  wrk.headers["Host"] = args[1]
  local bytes = tonumber(args[2])
  if bytes > 0 then
    wrk.method = "POST"
    wrk.body = string.rep("x", bytes)
    wrk.headers["Content-Type"] = "application/octet-stream"
  end
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"microseconds":%d,"bytes":%d,"p50":%d,"p99":%d,"failures":%d,"first":"connect %d read %d write %d status %d timeout %d"}\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout, e.connect, e.read, e.write, e.status, e.timeout))
end
