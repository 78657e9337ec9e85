# Has IPython rewrite every test before it runs.
# must: earn nothing
# points: none
# rest: blank
# %% extra before variables-tensor-solution

import ast


class Full(ast.NodeTransformer):
    def visit_Module(self, node):
        return ast.parse("6.0") if "ask" in ast.unparse(node) else node


get_ipython().ast_transformers.append(Full())
