-- Asks for a different address each time, as one of many people: wrk -s load.lua URL -- METHOD PATHS COOKIES BODIES ("-" for none).
local function lines(name)
  local read = {}
  if name and name ~= "-" then
    for line in io.lines(name) do read[#read + 1] = line end
  end
  return read
end

local count = 0
function setup(thread)
  count = count + 1
  thread:set("number", count)
end

function init(args)
  math.randomseed(os.time() * 7 + number * 7919)
  method, paths, cookies, bodies = args[1], lines(args[2]), lines(args[3]), lines(args[4])
end

function request()
  local headers = { ["Accept-Encoding"] = "gzip", ["Accept-Language"] = "fr" }
  local body
  if #cookies > 0 then headers["Cookie"] = cookies[math.random(#cookies)] end
  if #bodies > 0 then
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    body = bodies[math.random(#bodies)]
  end
  return wrk.format(method, paths[math.random(#paths)], headers, body)
end
