module pulumi-plusserver/tools/pulumi-language-nodejs

go 1.25.0

tool github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs

require github.com/pulumi/pulumi/sdk/v3 v3.68.0
